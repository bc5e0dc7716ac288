package io.millrace.cli.replay;

import io.millrace.cli.Console;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Words;
import io.millrace.cli.run.RunTarget;
import io.millrace.ingest.replay.ReplayProgress;
import io.millrace.ingest.replay.ReplayResult;
import io.millrace.ingest.replay.ReplaySettings;
import io.millrace.ingest.replay.Replayer;
import io.millrace.model.feed.Feed;
import io.millrace.model.run.RunRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Replays files onto feeds and tells how it goes. */
public final class Replay {

  private final RunTarget target;
  private final Console console;
  private final Clock clock;

  public Replay(RunTarget target, Console console, Clock clock) {
    this.target = target;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Replays a file and returns when the broker has all of it and the run is recorded.
   *
   * @param source the mapping's name; may be empty when the feed declares one only
   */
  public RunRecord replay(Feed feed, Path file, Optional<String> source) throws Exception {
    Instant started = clock.instant();
    Replayer replayer = new Replayer(ReplaySettings.of(target.brokers()), target.runLog(), clock);
    ReplayResult result =
        Interruptible.work(
            console,
            "A part of %s may be in Kafka. Replay it again: dw holds each record once."
                .formatted(file.getFileName()),
            () ->
                replayer.replay(
                    feed,
                    file,
                    source,
                    progress ->
                        console.progress(
                            line(progress, Duration.between(started, clock.instant())))));
    console.endProgress();
    Duration took = Duration.between(started, clock.instant());
    console.say(
        "%s -> %s: %s, %s in %s, run %s"
            .formatted(
                file.getFileName(),
                feed.topic(),
                Words.count(result.run().records(), "record"),
                deadLetters(feed, result.deadLetters()),
                Words.of(took),
                result.run().runId()));
    List<RunRecord> earlier = target.earlierOf(result.run());
    if (!earlier.isEmpty()) {
      RunRecord last = earlier.get(earlier.size() - 1);
      console.say(
          "  The same content was replayed before (%s, %s): raw.%s keeps both, dw.%s each record once."
              .formatted(last.runId(), last.endedAt(), feed.name(), feed.name()));
    }
    return result.run();
  }

  /** How far a replay is. */
  static String line(ReplayProgress progress, Duration elapsed) {
    if (progress.phase() == ReplayProgress.Phase.HASHING) {
      return "reading %s to know it again".formatted(Words.bytes(progress.fileSize()));
    }
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    return "%s of %s, %s, %s a second, %s"
        .formatted(
            Words.bytes(progress.fileBytes()),
            Words.bytes(progress.fileSize()),
            Words.count(progress.lines(), "line"),
            Words.count((long) (progress.lines() / seconds)),
            Words.of(elapsed));
  }

  /** How many lines were refused and why. */
  static String deadLetters(Feed feed, Map<String, Long> byReason) {
    if (byReason.isEmpty()) {
      return "no dead letters";
    }
    long all = byReason.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        new TreeMap<>(byReason)
            .entrySet().stream()
                .map(e -> e.getKey() + " " + Words.count(e.getValue()))
                .collect(Collectors.joining(", "));
    return "%s in %s (%s)".formatted(Words.count(all, "dead letter"), feed.dlqTopic(), reasons);
  }
}
