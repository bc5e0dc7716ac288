package io.millrace.model.streaming;

import java.time.Duration;

/**
 * How the small files of closed hours become few.
 *
 * @param minFiles hours with fewer files are left as they are
 * @param targetFileBytes how large files are meant to be
 * @param every how often hours are looked for
 * @param settle how long a driver that took a feed over leaves all hours where they are: what its
 *     predecessor was telling the metastore when it was cut off has arrived by then, or never will
 * @param grace how long replaced files stay, for queries that began with them
 */
public record CompactionSettings(
    int minFiles, long targetFileBytes, Duration every, Duration settle, Duration grace) {

  static CompactionSettings read(SettingsReader reader) {
    return new CompactionSettings(
        (int)
            reader.count(
                "compaction.min_files",
                "8",
                2,
                1_000_000,
                "Hours with fewer files are left as they are"),
        reader.bytes(
            "compaction.target_file_bytes",
            "128MiB",
            "1MiB",
            "2GiB",
            "How large files are meant to be"),
        reader.duration(
            "compaction.every",
            "PT30S",
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "How often hours with many files are looked for"),
        reader.duration(
            "compaction.settle",
            "PT10M",
            Duration.ZERO,
            Duration.ofDays(1),
            "How long a driver that took a feed over leaves all hours where they are"),
        reader.duration(
            "compaction.grace",
            "PT24H",
            Duration.ZERO,
            Duration.ofDays(365),
            "How long replaced files stay, for queries that began with them"));
  }
}
