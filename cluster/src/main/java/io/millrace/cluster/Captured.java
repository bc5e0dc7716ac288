package io.millrace.cluster;

/**
 * What a client program printed and how it ended.
 *
 * @param exitCode its exit code
 * @param out its standard output, UTF-8
 * @param err its standard error, UTF-8
 */
public record Captured(int exitCode, String out, String err) {}
