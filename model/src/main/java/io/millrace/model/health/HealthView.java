package io.millrace.model.health;

import io.millrace.model.feed.FieldType;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.ViewShape;
import io.millrace.model.live.WindowRow;
import io.millrace.model.live.WindowSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The view {@code feed_health} of all feeds. */
public final class HealthView {

  /** What its windows tell. */
  public static final ViewShape SHAPE =
      new ViewShape(
          "feed_health",
          "How a feed fared in ten seconds of kafka_time, replays included",
          List.of(new WindowSpec(HealthFold.WINDOW, HealthFold.WINDOW)),
          List.of(new LiveColumn("feed", FieldType.STRING, "Feed")),
          List.of(
              new LiveColumn("records", FieldType.LONG, "Records that reached Kafka"),
              new LiveColumn("records_per_second", FieldType.DOUBLE, "The same, a second"),
              new LiveColumn("bytes", FieldType.LONG, "Bytes of their values"),
              new LiveColumn(
                  "lag_records",
                  FieldType.LONG,
                  "Records on Kafka at the end of the window that no reader could see by then"),
              new LiveColumn(
                  "lag_seconds",
                  FieldType.DOUBLE,
                  "How old the oldest of them was then, 0 without any"),
              new LiveColumn(
                  "delay_p50_ms",
                  FieldType.LONG,
                  "Median time from Kafka to the readers of raw and quarantine, milliseconds, null without records"),
              new LiveColumn(
                  "delay_p99_ms",
                  FieldType.LONG,
                  "99th percentile of it, milliseconds, null without records"),
              new LiveColumn(
                  "late", FieldType.LONG, "Records that landed in an hour that was closed already"),
              new LiveColumn("quarantined", FieldType.LONG, "Records that were refused")));

  private static final double MILLIS_PER_SECOND = 1_000.0;

  private HealthView() {}

  /** A final window. */
  public static WindowRow finalRow(String feed, HealthWindow window, long revision) {
    return row(feed, window, revision, true);
  }

  /** A window that may still change. */
  public static WindowRow openRow(String feed, HealthWindow window, long revision) {
    return row(feed, window, revision, false);
  }

  private static WindowRow row(String feed, HealthWindow window, long revision, boolean isFinal) {
    return new WindowRow(
        SHAPE,
        ChronoUnit.MICROS.between(Instant.EPOCH, window.start()),
        Math.toIntExact(HealthFold.WINDOW.toSeconds()),
        List.of(feed),
        new Object[] {
          window.records(),
          (double) window.records() / HealthFold.WINDOW.toSeconds(),
          window.bytes(),
          window.lagRecords(),
          window.lagMillis() / MILLIS_PER_SECOND,
          window.delayP50(),
          window.delayP99(),
          window.late(),
          window.quarantined()
        },
        window.records(),
        revision,
        isFinal);
  }
}
