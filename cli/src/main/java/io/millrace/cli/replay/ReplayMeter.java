package io.millrace.cli.replay;

import io.millrace.cli.Words;
import io.millrace.ingest.replay.ReplayProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says how far a replay is, how fast it goes and how long it will take. */
final class ReplayMeter {

  private static final int BAR_WIDTH = 24;
  private static final Duration LEAST_TO_TELL_BY = Duration.ofSeconds(1);

  private final boolean draws;
  private Instant begun;
  private long recordsAtBegin;
  private double fractionAtBegin;

  /**
   * @param draws whether a bar is drawn, which only a terminal shows well
   */
  ReplayMeter(boolean draws) {
    this.draws = draws;
  }

  /** The line for that state at that time. */
  String line(ReplayProgress progress, Instant now) {
    ReplayProgress.Place file = progress.file();
    String name =
        file.of() == 1
            ? file.name()
            : "%s (%d of %d)".formatted(file.name(), file.number(), file.of());
    if (progress.phase() == ReplayProgress.Phase.HASHING) {
      return "%s: reading %s to know it again".formatted(name, Words.bytes(file.size()));
    }
    if (begun == null) {
      begun = now;
      recordsAtBegin = progress.records();
      fractionAtBegin = progress.fraction();
    }
    List<String> parts = new ArrayList<>();
    parts.add(name + ": " + Words.count(progress.records()) + " sent");
    parts.add(Words.count(progress.deadLetters()) + " refused");
    Duration elapsed = Duration.between(begun, now);
    if (elapsed.compareTo(LEAST_TO_TELL_BY) >= 0) {
      double seconds = elapsed.toMillis() / 1000.0;
      parts.add("%s a second".formatted(rate((progress.records() - recordsAtBegin) / seconds)));
      double done = progress.fraction() - fractionAtBegin;
      if (done > 0) {
        double left = seconds * (1 - progress.fraction()) / done;
        parts.add(Words.of(Duration.ofMillis((long) (left * 1000))) + " left");
      }
    }
    String said = String.join(", ", parts);
    int percent = (int) (100 * progress.fraction());
    return draws
        ? bar(progress.fraction()) + " %d %% ".formatted(percent) + said
        : "%d %%, ".formatted(percent) + said;
  }

  private static String rate(double perSecond) {
    return perSecond >= 10 ? Words.count((long) perSecond) : "%.1f".formatted(perSecond);
  }

  private static String bar(double fraction) {
    int full = (int) (BAR_WIDTH * fraction);
    return "[" + "#".repeat(full) + "-".repeat(BAR_WIDTH - full) + "]";
  }
}
