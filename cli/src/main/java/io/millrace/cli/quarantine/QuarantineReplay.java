package io.millrace.cli.quarantine;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.quarantine.JournalEntry.Kind;
import io.millrace.cli.quarantine.JournalEntry.Resent;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.publish.RunId;
import io.millrace.ingest.publish.RunLog;
import io.millrace.model.landing.PartitionOffset;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends refused records once more, each once whatever is killed.
 *
 * <p>Every batch is noted before it is sent, with the topic's ends, and what of it is on the topic
 * is written when all of it is acknowledged. A replay that finds a batch of which that is not known
 * waits until nothing of it can come any more, and looks on the topic. Who replays appends a claim
 * first: an older process that still lives loses its next append and sends no further batch.
 *
 * <p>The records are a run of their own: they move no watermark, and the hours that they touch are
 * closed when all have landed.
 */
final class QuarantineReplay implements AutoCloseable {

  private static final long MOST_BYTES_OF_A_BATCH = 16L * 1024 * 1024;
  private static final Duration MAY_HAND_OVER = Duration.ofSeconds(15);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String feed;
  private final ReplayJournal journal;
  private final ReplayTopic topic;
  private final RunLog runs;
  private final Waiting waiting;
  private final Console console;
  private final Clock clock;
  private final Holder self;
  private final int mostRecords;
  private final Instant started;
  private final String run;
  private final Set<Coordinates> replayed = new HashSet<>();
  private final List<Sendable> batch = new ArrayList<>();
  private long batchBytes;
  private long next;
  private long sent;

  /** How to wait for an instant. */
  interface Waiting {
    void until(Instant instant) throws InterruptedException;
  }

  /**
   * @param topic closed with this
   * @param mostRecords of a batch
   */
  QuarantineReplay(
      String feed,
      ReplayJournal journal,
      ReplayTopic topic,
      RunLog runs,
      Waiting waiting,
      Console console,
      Clock clock,
      Holder self,
      int mostRecords) {
    this.feed = feed;
    this.journal = journal;
    this.topic = topic;
    this.runs = runs;
    this.waiting = waiting;
    this.console = console;
    this.clock = clock;
    this.self = self;
    this.mostRecords = mostRecords;
    this.started = clock.instant();
    this.run = RunId.startedAt(started);
  }

  /**
   * Claims the feed's quarantine and finds out what replays that did not end have sent.
   *
   * @throws CommandFailure if another replay of it is under way
   */
  void begin(TakeOver takeOver) throws IOException, InterruptedException {
    List<JournalEntry> entries = journal.entries();
    Optional<JournalEntry> last =
        entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    if (last.isPresent()
        && last.get().kind() != Kind.END
        && takeOver == TakeOver.FROM_DEAD_PROCESSES
        && last.get().holder().mayBeAlive()) {
      throw busy(last.get());
    }
    next = last.map(JournalEntry::seq).orElse(0L) + 1;
    append(Kind.CLAIM, List.of(), List.of());
    // Whatever was appended since the look has taken the claim's number, and the claim was lost.
    for (JournalEntry entry : entries) {
      if (entry.kind() == Kind.BATCH && !journal.isKnown(entry.seq())) {
        recover(entry);
      }
    }
    for (JournalEntry entry : entries) {
      if (entry.kind() == Kind.CLAIM) {
        recordEnd(entry.run(), entry.at());
      }
    }
    journal.replayed(one -> replayed.add(one.at()));
  }

  /** Whether that record was sent once more already, by whatever replay, this one included. */
  boolean isReplayed(Coordinates refused) {
    return replayed.contains(refused);
  }

  /** Sends a record, or keeps it for the batch. It must not have been replayed. */
  void send(Sendable record) throws IOException, InterruptedException {
    batch.add(record);
    replayed.add(record.at());
    batchBytes += record.value().length;
    if (batch.size() == mostRecords || batchBytes >= MOST_BYTES_OF_A_BATCH) {
      sendBatch();
    }
  }

  /**
   * Sends what is left and records the end.
   *
   * @param stop when it was asked for, what is not sent yet is left for the next replay
   * @return the run, if anything was sent
   */
  Optional<RunRecord> end(StopSignal stop) throws IOException, InterruptedException {
    if (!stop.requested()) {
      sendBatch();
    }
    Optional<RunRecord> record = recordEnd(run, started);
    long end = next;
    append(Kind.END, List.of(), List.of());
    journal.clearBefore(end);
    return record;
  }

  /** How many records were sent. */
  long sent() {
    return sent;
  }

  @Override
  public void close() {
    topic.close();
  }

  private void sendBatch() throws IOException, InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    List<Resent> resent = batch.stream().map(Sendable::resent).toList();
    long number = next;
    JournalEntry noted = append(Kind.BATCH, resent, topic.ends());
    Map<Coordinates, Coordinates> places = sendNoted(noted);
    journal.know(number, outcome(resent, run, places));
    sent += batch.size();
    batch.clear();
    batchBytes = 0;
    console.progress("%s sent".formatted(Words.count(sent, "record")));
  }

  private Map<Coordinates, Coordinates> sendNoted(JournalEntry noted) {
    try {
      return topic.send(run, batch, noted.at().plus(MAY_HAND_OVER));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "Not all of a batch was acknowledged (%s). Give the same command again: what is on the topic is recognised."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Finds out what is on the topic of a batch whose sender did not say. */
  private void recover(JournalEntry noted) throws IOException, InterruptedException {
    Instant settled = noted.at().plus(MAY_HAND_OVER).plus(topic.mayTakeUntilThere()).plus(GRACE);
    if (clock.instant().isBefore(settled)) {
      console.say(
          "A replay of %s was ended while it sent. Waiting until nothing more of it can come …"
              .formatted(feed));
      waiting.until(settled);
    }
    Map<Coordinates, Coordinates> places = topic.sentBy(noted.run(), noted.ends(), noted.at());
    List<Replayed> outcome = outcome(noted.resent(), noted.run(), places);
    journal.know(noted.seq(), outcome);
    console.say(
        "An earlier replay was ended while it sent %s: %s of them on the topic."
            .formatted(Words.count(noted.resent().size(), "record"), Words.count(outcome.size())));
  }

  private List<Replayed> outcome(
      List<Resent> resent, String sender, Map<Coordinates, Coordinates> places) {
    Instant now = clock.instant();
    return resent.stream()
        .filter(one -> places.containsKey(one.at()))
        .map(one -> Replayed.of(one, sender, now, places.get(one.at())))
        .toList();
  }

  private Optional<RunRecord> recordEnd(String ended, Instant startedAt) throws IOException {
    RunOfQuarantine all = new RunOfQuarantine(feed, ended);
    journal.replayed(all::take);
    Optional<RunRecord> record = all.record(startedAt, clock.instant());
    if (record.isPresent()) {
      runs.write(record.get());
    }
    return record;
  }

  private JournalEntry append(Kind kind, List<Resent> resent, List<PartitionOffset> ends)
      throws IOException {
    JournalEntry entry = new JournalEntry(next, kind, run, clock.instant(), self, resent, ends);
    if (!journal.append(entry)) {
      throw new CommandFailure(
          ExitStatus.BUSY,
          "Another replay of the quarantine of feed %s has taken over; this one ends and leaves the rest to it."
              .formatted(feed));
    }
    next++;
    return entry;
  }

  private CommandFailure busy(JournalEntry last) {
    return new CommandFailure(
        ExitStatus.BUSY,
        "The quarantine of feed %s is being replayed, by %s since %s. If that process is gone for good: --take-over"
            .formatted(feed, last.holder(), last.at()));
  }
}
