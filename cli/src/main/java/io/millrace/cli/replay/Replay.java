package io.millrace.cli.replay;

import io.millrace.cli.Console;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Words;
import io.millrace.cli.run.RunTarget;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.replay.ReplayListener;
import io.millrace.ingest.replay.ReplayPlan;
import io.millrace.ingest.replay.ReplayProgress;
import io.millrace.ingest.replay.ReplayResult;
import io.millrace.ingest.replay.ReplaySettings;
import io.millrace.ingest.replay.ReplayStoppedException;
import io.millrace.ingest.replay.Replayer;
import io.millrace.model.feed.Feed;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  private final RunTarget target;
  private final Console console;
  private final Clock clock;

  public Replay(RunTarget target, Console console, Clock clock) {
    this.target = target;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Replays files and returns when the brokers have all of them and each run is recorded. Ctrl-C
   * ends it in order.
   *
   * @return the runs; empty when it was ended early, which has been said then
   */
  public Optional<List<RunRecord>> replay(ReplayPlan plan, List<SourceFile> files)
      throws Exception {
    StopSignal stop = new StopSignal();
    return Interruptible.orderly(
        console,
        stop::request,
        LONGEST_END,
        "The brokers have not acknowledged everything yet. Give the same command again: dw holds each record once.",
        () -> {
          try {
            return Optional.of(run(plan, files, stop));
          } catch (ReplayStoppedException e) {
            console.endProgress();
            console.say(e.getMessage());
            return Optional.empty();
          }
        });
  }

  private List<RunRecord> run(ReplayPlan plan, List<SourceFile> files, StopSignal stop) {
    Instant started = clock.instant();
    Replayer replayer = new Replayer(ReplaySettings.of(target.brokers()), target.runLog(), clock);
    List<ReplayResult> results =
        replayer.replay(plan, files, stop, new Teller(plan.feed(), started));
    console.endProgress();
    if (results.isEmpty()) {
      console.say("All records that were asked for were sent before: nothing was sent.");
    }
    long records = results.stream().mapToLong(r -> r.run().records()).sum();
    if (plan.maxRecords().isPresent()
        && !results.isEmpty()
        && records >= plan.maxRecords().getAsLong()) {
      console.say(
          "  Ended after the %s asked for; the rest of the files is not replayed."
              .formatted(Words.count(records, "record")));
    }
    if (results.size() > 1) {
      long letters = results.stream().mapToLong(r -> r.run().deadLetters()).sum();
      console.say(
          "%s: %s, %s in %s"
              .formatted(
                  Words.count(results.size(), "file"),
                  Words.count(records, "record"),
                  Words.count(letters, "dead letter"),
                  Words.of(Duration.between(started, clock.instant()))));
    }
    return results.stream().map(ReplayResult::run).toList();
  }

  /** How a file came to its end. */
  static String ended(Feed feed, ReplayResult result, Duration took) {
    RunRecord run = result.run();
    if (result.how() == ReplayResult.How.EARLIER) {
      return "%s: replayed already, run %s ended %s with %s: nothing was sent"
          .formatted(
              run.source(), run.runId(), run.endedAt(), Words.count(run.records(), "record"));
    }
    return "%s -> %s: %s, %s in %s, run %s%s"
        .formatted(
            run.source(),
            feed.topic(),
            Words.count(run.records(), "record"),
            deadLetters(feed, result.deadLetters()),
            Words.of(took),
            run.runId(),
            result.how() == ReplayResult.How.CONTINUED
                ? ", continued: the counts are of all of it"
                : "");
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

  /** Tells of each file. */
  private final class Teller implements ReplayListener {

    private final Feed feed;
    private final ReplayMeter meter = new ReplayMeter(console.isTerminal());
    private Instant begun;

    Teller(Feed feed, Instant begun) {
      this.feed = feed;
      this.begun = begun;
    }

    @Override
    public void progress(ReplayProgress progress) {
      console.progress(meter.line(progress, clock.instant()));
    }

    @Override
    public void ended(ReplayResult result) {
      console.endProgress();
      Instant now = clock.instant();
      console.say(Replay.ended(feed, result, Duration.between(begun, now)));
      begun = now;
      if (result.how() != ReplayResult.How.EARLIER) {
        tellEarlier(result.run());
      }
    }

    private void tellEarlier(RunRecord run) {
      List<RunRecord> earlier;
      try {
        earlier = target.earlierOf(run);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!earlier.isEmpty()) {
        RunRecord last = earlier.get(earlier.size() - 1);
        console.say(
            "  The same content was replayed before (%s, %s): raw.%s keeps both, dw.%s each record once."
                .formatted(last.runId(), last.endedAt(), feed.name(), feed.name()));
      }
    }
  }
}
