package io.millrace.bench.live;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.model.feed.Feed;
import io.millrace.model.live.BoardSettings;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.WindowBoard;
import io.millrace.model.live.WindowRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast live views are computed of decoded rows, on one core and without Spark. */
@Command(
    name = "live",
    description =
        "Computes the live views of activity at 1,000 events/s of event time, on one core, beside"
            + " a set of users and a list of times for each window.")
public final class LiveBench extends Benchmark {
  private static final int BATCH = 2_000;
  private static final Duration LATENESS = Duration.ofSeconds(30);
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  @Option(
      names = "--records",
      defaultValue = "600000",
      description = "Events of a round: 1,000 are a second of event time.")
  private int records;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    Feed activity = feed("activity");
    Object[][] rows = VisitRows.of(activity, records);
    rounds()
        .compare(
            out,
            "live views of activity",
            new Workload(
                "sets and lists in each window", () -> timed(() -> tellAll(activity, rows))),
            new Workload(
                "Millrace, panes made and merged", () -> timed(() -> panes(activity, rows))),
            new Workload(
                "Millrace, and the windows of them", () -> timed(() -> windows(activity, rows))));
  }

  private Timed timed(Runnable work) {
    Timed.Watch watch = Timed.start();
    work.run();
    return watch.stop(records);
  }

  /** Every event in every window. */
  static NaiveLive naive(Feed activity, Object[][] rows) {
    NaiveLive naive = new NaiveLive(activity);
    int time = activity.indexOf(activity.eventTimeField());
    for (Object[] row : rows) {
      naive.add(row, (Long) row[time]);
    }
    return naive;
  }

  private static void tellAll(Feed activity, Object[][] rows) {
    if (naive(activity, rows).told() <= 0) {
      throw new IllegalStateException("the baseline told nothing");
    }
  }

  private static void panes(Feed activity, Object[][] rows) {
    PaneState state = new PaneState(LiveViews.of(activity), (view, key, start, whole) -> {});
    readAll(activity, rows, state, watermark -> {});
  }

  /** By view, how many events all final windows tell. */
  static Map<String, Long> windows(Feed activity, Object[][] rows) {
    LiveViews views = LiveViews.of(activity);
    WindowBoard board =
        new WindowBoard(views, new BoardSettings(Duration.ofSeconds(5), Optional.empty(), 1));
    Map<String, Long> events = new HashMap<>();
    readAll(
        activity,
        rows,
        new PaneState(views, board::update),
        watermark -> {
          count(board.advance(watermark), events);
          board.revisions(watermark.plus(LATENESS));
          board.forgetUntil(watermark);
        });
    count(board.advance(END), events);
    return events;
  }

  /** Told after each batch how far the watermark is. */
  private interface Watermark {
    void reach(Instant watermark);
  }

  private static void readAll(
      Feed activity, Object[][] rows, PaneState state, Watermark watermark) {
    int time = activity.indexOf(activity.eventTimeField());
    for (int from = 0; from < rows.length; from += BATCH) {
      int to = Math.min(rows.length, from + BATCH);
      state.read(rows, from, to);
      Instant reached = Instant.EPOCH.plus((Long) rows[to - 1][time], ChronoUnit.MICROS);
      watermark.reach(reached.minus(LATENESS));
      state.evict(ChronoUnit.MICROS.between(Instant.EPOCH, reached.minusSeconds(150)));
    }
  }

  private static void count(List<WindowRow> finals, Map<String, Long> events) {
    finals.forEach(row -> events.merge(row.shape().view(), row.events(), Long::sum));
  }
}
