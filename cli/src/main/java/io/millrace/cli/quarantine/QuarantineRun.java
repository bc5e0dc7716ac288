package io.millrace.cli.quarantine;

import io.millrace.cli.Console;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Words;
import io.millrace.cli.quarantine.Judge.Accepted;
import io.millrace.cli.quarantine.Judge.StillRefused;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.Refused;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Goes through refused records, sends those that are accepted now and tells of the others. */
final class QuarantineRun {

  private static final Duration LONGEST_END = Duration.ofSeconds(40);
  private static final int REFUSALS_TOLD = 20;

  private final Feed feed;
  private final Judge judge;
  private final Optional<RepairedFile> repaired;
  private final Console console;
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Set<Coordinates> met = new HashSet<>();
  private long accepted;
  private long earlier;
  private long refused;

  /** Gives records one by one to who says whether he wants more. */
  interface Source {
    void each(Predicate<QuarantinedRecord> taker);
  }

  /**
   * @param repaired mended records; when there are any, only these are sent
   */
  QuarantineRun(Feed feed, Judge judge, Optional<RepairedFile> repaired, Console console) {
    this.feed = feed;
    this.judge = judge;
    this.repaired = repaired;
    this.console = console;
  }

  /**
   * Sends them, each once. Ctrl-C ends it after the batch under way.
   *
   * @return the run, if anything was sent
   */
  Optional<RunRecord> send(Source source, QuarantineReplay replay, TakeOver takeOver)
      throws Exception {
    StopSignal stop = new StopSignal();
    return Interruptible.orderly(
        console,
        stop::request,
        LONGEST_END,
        "The brokers have not acknowledged everything yet. Give the same command again: what is on the topic is recognised.",
        () -> {
          replay.begin(takeOver);
          source.each(
              record -> {
                take(record, replay::isReplayed, one -> send(replay, one));
                return !stop.requested();
              });
          Optional<RunRecord> run = replay.end(stop);
          console.endProgress();
          tell(
              "%s of feed %s sent again%s"
                  .formatted(
                      Words.count(replay.sent(), "record"),
                      feed.name(),
                      run.map(r -> ", run " + r.runId()).orElse("")));
          return run;
        });
  }

  /** Tells what would be sent, and sends nothing. */
  void dry(Source source, Set<Coordinates> replayed) {
    source.each(
        record -> {
          take(record, replayed::contains, one -> {});
          return true;
        });
    tell(
        "Dry run: %s of feed %s would be sent again. Nothing was sent"
            .formatted(Words.count(accepted, "record"), feed.name()));
  }

  private interface Sending {
    void send(Sendable record);
  }

  private static void send(QuarantineReplay replay, Sendable record) {
    try {
      replay.send(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void take(QuarantinedRecord record, Predicate<Coordinates> replayed, Sending sending) {
    Repaired mended = repaired.map(file -> file.of(record.at())).orElse(null);
    if (repaired.isPresent()) {
      if (mended == null) {
        return;
      }
      met.add(record.at());
    }
    if (replayed.test(record.at())) {
      earlier++;
      return;
    }
    byte[] value = mended == null ? record.payload() : mended.value();
    Judge.Verdict verdict = judge.judge(value);
    if (verdict instanceof Accepted ok) {
      accepted++;
      sending.send(new Sendable(record.at(), record.dt(), mended != null, ok.key(), ok.value()));
    } else if (verdict instanceof StillRefused no) {
      tellRefusal(record.at(), mended, no.why());
    }
  }

  private void tellRefusal(Coordinates at, Repaired mended, Refused why) {
    refused++;
    String cause = why.reason() + (why.rule() == null ? "" : " " + why.rule());
    refusals.merge(cause, 1L, Long::sum);
    if (refused <= REFUSALS_TOLD) {
      console.say(
          "%s%s: still refused: %s%s: %s"
              .formatted(
                  at,
                  mended == null ? "" : " (line %d)".formatted(mended.line()),
                  cause,
                  why.field() == null ? "" : " " + why.field(),
                  why.detail()));
    }
  }

  private void tell(String sentence) {
    List<String> parts = new ArrayList<>(List.of(sentence));
    if (earlier > 0) {
      parts.add(Words.count(earlier) + " replayed before");
    }
    refusals.forEach(
        (cause, count) -> parts.add("%s still refused as %s".formatted(Words.count(count), cause)));
    console.say(String.join("; ", parts) + ".");
    repaired.ifPresent(
        all ->
            all.records().stream()
                .filter(one -> !met.contains(one.at()))
                .forEach(
                    one ->
                        console.say(
                            "line %d: feed %s has no refused record %s like that"
                                .formatted(one.line(), feed.name(), one.at()))));
  }
}
