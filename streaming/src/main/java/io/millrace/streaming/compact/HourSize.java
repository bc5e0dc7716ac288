package io.millrace.streaming.compact;

import io.millrace.model.landing.HourFiles;

/**
 * An hour as the metastore knows it.
 *
 * @param current where it is, with its rows
 * @param files how many files landing put there
 * @param bytes their lengths together
 */
public record HourSize(HourFiles current, long files, long bytes) {}
