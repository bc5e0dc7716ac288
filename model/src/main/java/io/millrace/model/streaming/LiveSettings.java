package io.millrace.model.streaming;

import java.time.Duration;

/**
 * How live views are kept.
 *
 * @param views which there are
 * @param trigger how often a batch of a feed's views may begin
 * @param lateness how long a window waits, in event time, for records that come late
 * @param revise an open window that changes is told at most this often
 * @param commit how often windows that are final go to their tables
 * @param maxOffsets records of a batch and feed at most
 */
public record LiveSettings(
    Views views,
    Duration trigger,
    Duration lateness,
    Duration revise,
    Duration commit,
    long maxOffsets) {

  /** Which views there are. */
  public enum Views {
    /** Those of every feed that has any. */
    ALL,
    /** None: feeds are landed and nothing else. */
    NONE
  }

  static LiveSettings read(SettingsReader reader) {
    return new LiveSettings(
        reader.oneOf("live.views", Views.ALL, Views.values(), "Which live views are kept"),
        reader.duration(
            "live.trigger",
            "PT1S",
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            "How often a batch of a feed's live views may begin"),
        reader.duration(
            "live.lateness",
            "PT30S",
            Duration.ZERO,
            Duration.ofHours(1),
            "How long a window waits, in event time, for records that come late"),
        reader.duration(
            "live.revise",
            "PT5S",
            Duration.ofMillis(100),
            Duration.ofHours(1),
            "How often at most a window that is open and changes is told on live-metrics"),
        reader.duration(
            "live.commit",
            "PT1M",
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            "How often windows that are final go to their tables"),
        reader.count(
            "live.max_offsets",
            "50000",
            1,
            100_000_000,
            "Records of a batch of live views and feed at most"));
  }
}
