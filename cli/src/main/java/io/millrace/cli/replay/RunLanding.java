package io.millrace.cli.replay;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.CommitLog;
import io.millrace.cli.stream.Streaming;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Waits until landing has brought runs to Hive's readers and closed the hours they touched. */
public final class RunLanding {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Hdfs hdfs;
  private final Streaming streaming;
  private final Console console;
  private final Clock clock;

  public RunLanding(Hdfs hdfs, Streaming streaming, Console console, Clock clock) {
    this.hdfs = hdfs;
    this.streaming = streaming;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Waits for all of these runs.
   *
   * @throws CommandFailure if a feed is stopped, no streaming application is there to land them, or
   *     it takes longer than {@code atMost}
   */
  public void await(List<RunRecord> runs, Duration atMost) throws Exception {
    Optional<Boolean> done =
        Interruptible.work(
            console,
            "Landing goes on: millrace stream status",
            () ->
                new Polling(clock, BETWEEN_LOOKS, atMost)
                    .until(() -> look(runs) ? Optional.of(true) : Optional.empty()));
    console.endProgress();
    if (done.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Not all has landed after %s. Nothing is lost: landing goes on. Look at: millrace stream status"
              .formatted(Words.of(atMost)));
    }
  }

  private boolean look(List<RunRecord> runs) throws IOException {
    long missing = 0;
    int open = 0;
    for (RunRecord run : runs) {
      CommitLog log = new CommitLog(hdfs, run.feed());
      missing += missing(run, log.last().map(last -> last.endsByPartition()).orElse(Map.of()));
      if (!run.ranges().isEmpty() && !hdfs.exists(log.paths().runClosed(run.runId()))) {
        open++;
        requirePossible(run.feed());
      }
    }
    console.progress(
        missing > 0
            ? "landing: %s to go".formatted(Words.count(missing, "record"))
            : "landing: closing the hours of %s".formatted(Words.count(open, "run")));
    return open == 0 && missing == 0;
  }

  /** How many offsets of a run landing has not passed, given each partition's position. */
  static long missing(RunRecord run, Map<Integer, Long> ends) {
    Map<Integer, Long> positions = new TreeMap<>(ends);
    long missing = 0;
    for (OffsetRange range : run.ranges()) {
      long at = Math.max(range.fromOffset(), positions.getOrDefault(range.partition(), 0L));
      missing += Math.max(0, range.untilOffset() - at);
    }
    return missing;
  }

  /**
   * Makes sure that there is somebody to land a feed.
   *
   * @throws CommandFailure if the feed is stopped or no streaming application runs
   */
  public void requirePossible(String feed) throws IOException {
    Optional<String> stopped = hdfs.read(new CommitLog(hdfs, feed).paths().stopped());
    if (stopped.isPresent()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Landing of feed %s is stopped: %s".formatted(feed, stopped.get().strip()));
    }
    if (!streaming.lands(feed)) {
      throw new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "No streaming application is running to land feed %s. Start it with: millrace stream start"
              .formatted(feed));
    }
  }
}
