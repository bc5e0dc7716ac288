package io.millrace.ingest.replay;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.BreakReason;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.ingest.mapping.RecordMaker;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.PublishException;
import io.millrace.ingest.publish.RunLog;
import io.millrace.ingest.publish.UnpublishableRecordException;
import io.millrace.ingest.replay.ReplayProgress.Phase;
import io.millrace.ingest.replay.ReplayProgress.Place;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.common.KafkaException;

/** One file's run, from its begin or from where an earlier replay had ended. */
final class ReplayRun {
  private static final int LINES_A_REPORT = 1_000;
  private static final Duration BETWEEN_POSITIONS = Duration.ofSeconds(1);

  private final ReplaySettings settings;
  private final Clock clock;
  private final ReplaySession session;
  private final Feed feed;
  private final SourceFile file;
  private final Place place;
  private final SourceMapping mapping;
  private final FilePosition begin;
  private final Acknowledged acknowledged = new Acknowledged();
  private FilePosition reached;
  private Instant kept;
  private long fileBytes;
  private long line;
  private long byteOffset;
  private long handedOver;
  private long deadLetters;

  ReplayRun(
      ReplaySettings settings,
      Clock clock,
      ReplaySession session,
      SourceFile file,
      Place place,
      SourceMapping mapping,
      FilePosition begin) {
    this.settings = settings;
    this.clock = clock;
    this.session = session;
    this.feed = session.plan().feed();
    this.file = file;
    this.place = place;
    this.mapping = mapping;
    this.begin = begin;
    this.reached = begin;
    this.kept = clock.instant();
    this.deadLetters = begin.sent().deadLetterCount();
  }

  /**
   * Sends what is left of the file and records the end of the run.
   *
   * @throws ReplayStoppedException when it was asked to end early
   * @throws ReplayFailedException when something else ended it
   * @throws UnusableFileException when the file is not of that source; nothing was sent
   */
  ReplayResult run(RunLog runLog) {
    try {
      session.keep(begin);
      try (FeedProducer producer = FeedProducer.ofRun(settings.producer(), feed, begin.runId())) {
        send(producer);
      }
    } catch (PublishException | KafkaException e) {
      throw failed("a send failed: " + e.getMessage(), e);
    } catch (UnusableFileException e) {
      if (handedOver == 0) {
        throw e;
      }
      throw failed(e.getMessage(), e);
    } catch (IOException e) {
      throw failed("reading " + file.name() + " failed: " + e.getMessage(), e);
    }
    RunRecord run = reached.run(feed.name(), file.name(), clock.instant());
    try {
      runLog.write(run);
      session.keep(reached.endedAt(run.endedAt()));
    } catch (IOException e) {
      throw failed("its end could not be recorded: " + e.getMessage(), e);
    }
    return new ReplayResult(
        run,
        reached.line(),
        reached.sent().deadLetters(),
        begin.line() > 0 ? ReplayResult.How.CONTINUED : ReplayResult.How.WHOLE);
  }

  private void send(FeedProducer producer) throws IOException {
    byte[] sha256 = HexFormat.of().parseHex(begin.contentSha256());
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(file.open(read -> fileBytes = read), digest)) {
      LineSource lines = LineMapper.cutOf(mapping).of(in, settings.maxLineBytes());
      RecordMaker maker =
          new RecordMaker(feed, mapping, sha256, session.plan().salt(), session.plan().geography());
      pass(lines, maker);
      sendLines(producer, lines, maker);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | UnusableFileException e) {
      if (handedOver > 0) {
        keep(producer);
      }
      throw e;
    }
    keep(producer);
    if (!MessageDigest.isEqual(digest.digest(), sha256)) {
      throw new IOException("it was changed while it was replayed");
    }
    report();
  }

  /** Reads over what an earlier replay has done. */
  private void pass(LineSource lines, RecordMaker maker) throws IOException {
    while (line < begin.line()) {
      Line done = lines.next();
      line = done == null ? Long.MAX_VALUE : done.number();
      byteOffset = lines.offset();
      if (done != null) {
        maker.pass(done);
      }
    }
    if (byteOffset != begin.byteOffset()) {
      throw new UnusablePositionException(
          "The position of %s is line %d, which ended at byte %d and ends at byte %d now: its source %s was declared otherwise then. Name another position file to begin anew."
              .formatted(file.name(), begin.line(), begin.byteOffset(), byteOffset, mapping.name()),
          null);
    }
  }

  private void sendLines(FeedProducer producer, LineSource lines, RecordMaker maker)
      throws IOException {
    while (!session.isFull()) {
      Line next = lines.next();
      if (next == null) {
        maker.requireHeader();
        return;
      }
      Mapped mapped = maker.make(next);
      if (session.isStopped() || (mapped instanceof Row && !session.await(this::report))) {
        keep(producer);
        throw stopped();
      }
      boolean batchEnded = send(producer, next, mapped);
      line = next.number();
      byteOffset = lines.offset();
      // After each line: without a broker every further send would block for the whole timeout.
      requireNoFailure();
      if (batchEnded || isPositionDue()) {
        keep(producer);
      }
      if (line % LINES_A_REPORT == 0) {
        report();
      }
    }
  }

  /** True when that was the last record of a batch. */
  private boolean send(FeedProducer producer, Line next, Mapped mapped) {
    Broken broken = mapped instanceof Broken b ? b : null;
    if (mapped instanceof Row row) {
      try {
        session.stamp(row.values());
        producer.send(row.values(), acknowledged.ofRecords());
        handedOver++;
        return session.handedOver();
      } catch (UnpublishableRecordException e) {
        broken = new Broken(BreakReason.TOO_LONG, null, e.getMessage());
      }
    }
    if (broken != null) {
      DeadLetter.Origin origin = new DeadLetter.Origin(file.name(), null, begin.runId());
      String reason = broken.reason().name();
      DeadLetter.Cause cause =
          new DeadLetter.Cause(reason, broken.field(), broken.rule(), broken.detail());
      producer.send(
          DeadLetter.of(feed.name(), origin, cause, next), acknowledged.ofDeadLetter(reason));
      handedOver++;
      deadLetters++;
    }
    return false;
  }

  private boolean isPositionDue() {
    return session.keepsPosition()
        && Duration.between(kept, clock.instant()).compareTo(BETWEEN_POSITIONS) >= 0;
  }

  /** Waits until all that was handed over is acknowledged, and keeps that as the position. */
  private void keep(FeedProducer producer) throws IOException {
    producer.flush();
    requireNoFailure();
    Sent sent = begin.sent().plus(Sent.of(acknowledged));
    reached = begin.at(line, byteOffset, session.batchNumber(), sent);
    session.keep(reached);
    kept = clock.instant();
    report();
  }

  private void requireNoFailure() {
    if (acknowledged.failure() != null) {
      throw acknowledged.failure();
    }
  }

  private void report() {
    session
        .listener()
        .progress(
            new ReplayProgress(
                Phase.SENDING,
                place,
                // The file is read ahead in large pieces; of a plain one it is known more exactly.
                Math.min(fileBytes, byteOffset),
                line,
                session.records(),
                deadLetters,
                session.plan().maxRecords()));
  }

  private ReplayStoppedException stopped() {
    RunRecord run = reached.run(feed.name(), file.name(), clock.instant());
    return new ReplayStoppedException(
        ReplayFailedException.state(feed, run, line, "it was asked to end") + nextStep());
  }

  private ReplayFailedException failed(String why, Exception cause) {
    Sent sent = begin.sent().plus(Sent.of(acknowledged));
    RunRecord run =
        begin.at(line, byteOffset, 0, sent).run(feed.name(), file.name(), clock.instant());
    return new ReplayFailedException(
        ReplayFailedException.state(feed, run, line, why) + nextStep(), run, cause);
  }

  private String nextStep() {
    return session.keepsPosition()
        ? "The same command goes on after line %d, in the same run.".formatted(reached.line())
        : "Replay the file again once the cause is removed: its records have the same ids, so curated tables keep each once.";
  }
}
