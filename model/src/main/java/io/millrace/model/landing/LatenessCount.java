package io.millrace.model.landing;

import java.util.Objects;

/**
 * How many live records reached Kafka in an hour with that lateness. Records of replays are not
 * counted: they are late on purpose.
 *
 * @param dt the day of {@code kafka_time}, {@code YYYY-MM-DD}
 * @param hour its hour, {@code HH}
 * @param bucket {@code kafka_time} minus event time
 * @param rows how many
 */
public record LatenessCount(String dt, String hour, Lateness bucket, long rows) {

  public LatenessCount {
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(hour, "hour");
    Objects.requireNonNull(bucket, "bucket");
  }
}
