package io.millrace.model.streaming;

import java.time.Duration;

/**
 * How landing cuts the topics into batches.
 *
 * @param trigger how often a batch may begin
 * @param target how long a batch that has to catch up may take
 * @param firstOffsets records of a batch at most, until the rate has been measured; never more than
 *     {@code maxOffsets}
 * @param maxOffsets records of a batch at most, whatever the rate
 * @param tasks into how many files at most a batch's rows of one hour go; a batch that is not large
 *     has one
 */
public record BatchSettings(
    Duration trigger, Duration target, long firstOffsets, long maxOffsets, int tasks) {

  private static final long MANY = 100_000_000;

  public BatchSettings {
    firstOffsets = Math.min(firstOffsets, maxOffsets);
  }

  static BatchSettings read(SettingsReader reader) {
    return new BatchSettings(
        reader.duration(
            "trigger",
            "PT2S",
            Duration.ofMillis(100),
            Duration.ofHours(1),
            "How often a batch may begin"),
        reader.duration(
            "target_batch",
            "PT10S",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How long a batch that has to catch up is meant to take: its records are limited by"
                + " the rate that was measured"),
        reader.count(
            "first_offsets",
            "100000",
            1,
            MANY,
            "Records of a batch and feed at most, until the rate has been measured"),
        reader.count(
            "max_offsets",
            "1000000",
            1,
            MANY,
            "Records of a batch and feed at most, whatever the rate"),
        (int)
            reader.count(
                "tasks",
                "1",
                1,
                1000,
                "Into how many files at most a batch's rows of one hour go, and by how many tasks"
                    + " it is staged: one for each 100,000 records, so that ordinary batches have"
                    + " one"));
  }
}
