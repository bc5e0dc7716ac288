package io.millrace.ingest.replay;

import io.millrace.ingest.line.Cut;
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
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.PublishException;
import io.millrace.ingest.publish.RunLog;
import io.millrace.ingest.publish.UnpublishableRecordException;
import io.millrace.ingest.replay.ReplayProgress.Phase;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** One run of a replay. */
final class ReplayRun {
  private static final int LINES_A_REPORT = 1_000;
  private static final int BYTES_A_REPORT = 16 * 1024 * 1024;

  private final ReplaySettings settings;
  private final Clock clock;
  private final Feed feed;
  private final SourceMapping mapping;
  private final SourceFile file;
  private final byte[] sha256;
  private final String runId;
  private final Instant startedAt;
  private final Acknowledged acknowledged = new Acknowledged();
  private long fileBytes;
  private long lines;
  private long records;
  private long deadLetters;

  ReplayRun(
      ReplaySettings settings,
      Clock clock,
      Feed feed,
      SourceMapping mapping,
      SourceFile file,
      byte[] sha256,
      String runId,
      Instant startedAt) {
    this.settings = settings;
    this.clock = clock;
    this.feed = feed;
    this.mapping = mapping;
    this.file = file;
    this.sha256 = sha256;
    this.runId = runId;
    this.startedAt = startedAt;
  }

  /** The file's content hash, with progress; the first of the two passes. */
  static byte[] hash(SourceFile file, Cut cut, Consumer<ReplayProgress> progress) {
    long size = sizeOf(file);
    progress.accept(new ReplayProgress(Phase.HASHING, 0, size, 0, 0, 0));
    byte[] sha256 =
        file.contentSha256(
            cut,
            read -> {
              if (read % BYTES_A_REPORT < SourceFile.BUFFER_BYTES) {
                progress.accept(new ReplayProgress(Phase.HASHING, read, size, 0, 0, 0));
              }
            });
    progress.accept(new ReplayProgress(Phase.HASHING, size, size, 0, 0, 0));
    return sha256;
  }

  ReplayResult run(RunLog runLog, Consumer<ReplayProgress> progress) {
    try (FeedProducer producer = FeedProducer.ofRun(settings.producer(), feed, runId)) {
      send(producer, progress);
      producer.flush();
    } catch (PublishException | KafkaException e) {
      acknowledged.fail(e);
    } catch (IOException e) {
      throw failed("reading " + file.name() + " failed: " + e.getMessage(), e);
    }
    if (acknowledged.failure() != null) {
      throw failed("a send failed: " + acknowledged.failure().getMessage(), acknowledged.failure());
    }
    RunRecord run = record();
    try {
      runLog.write(run);
    } catch (IOException e) {
      throw failed("its end could not be recorded: " + e.getMessage(), e);
    }
    return new ReplayResult(run, lines, acknowledged.deadLetters());
  }

  private void send(FeedProducer producer, Consumer<ReplayProgress> progress) throws IOException {
    long size = sizeOf(file);
    MessageDigest digest = Sha256.newDigest();
    LineMapper mapper = new LineMapper(feed, mapping, sha256);
    try (InputStream in = new DigestInputStream(file.open(read -> fileBytes = read), digest)) {
      LineSource reader = LineMapper.cutOf(mapping).of(in, settings.maxLineBytes());
      for (Line line = reader.next(); line != null; line = reader.next()) {
        lines++;
        send(producer, line, mapper.map(line));
        if (lines % LINES_A_REPORT == 0) {
          progress.accept(sending(size));
        }
        // After each line: without a broker every further send would block for the whole timeout.
        if (acknowledged.failure() != null) {
          return;
        }
      }
    }
    mapper.requireHeader();
    if (!Arrays.equals(digest.digest(), sha256)) {
      throw new IOException("it was changed while it was replayed");
    }
    progress.accept(sending(size));
  }

  private void send(FeedProducer producer, Line line, Mapped mapped) {
    Broken broken = mapped instanceof Broken b ? b : null;
    if (mapped instanceof Row row) {
      try {
        producer.send(row.values(), acknowledged.ofRecords());
        records++;
      } catch (UnpublishableRecordException e) {
        broken = new Broken(BreakReason.TOO_LONG, null, e.getMessage());
      }
    }
    if (broken != null) {
      DeadLetter.Origin origin = new DeadLetter.Origin(file.name(), null, runId);
      String reason = broken.reason().name();
      DeadLetter.Cause cause = new DeadLetter.Cause(reason, broken.field(), null, broken.detail());
      producer.send(
          DeadLetter.of(feed.name(), origin, cause, line), acknowledged.ofDeadLetter(reason));
      deadLetters++;
    }
  }

  private ReplayProgress sending(long size) {
    return new ReplayProgress(Phase.SENDING, fileBytes, size, lines, records, deadLetters);
  }

  private RunRecord record() {
    return new RunRecord(
        runId,
        feed.name(),
        file.name(),
        HexFormat.of().formatHex(sha256),
        startedAt,
        clock.instant(),
        acknowledged.records(),
        acknowledged.deadLetterCount(),
        acknowledged.ranges());
  }

  private ReplayFailedException failed(String why, Throwable cause) {
    RunRecord reached = record();
    StringJoiner ranges = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (OffsetRange range : reached.ranges()) {
      ranges.add(
          feed.topic()
              + "-"
              + range.partition()
              + " offsets "
              + range.fromOffset()
              + " to "
              + (range.untilOffset() - 1));
    }
    return new ReplayFailedException(
        "Replay "
            + runId
            + " of "
            + file.name()
            + " stopped after line "
            + lines
            + ": "
            + why
            + ". Acknowledged before: "
            + reached.records()
            + " records"
            + ranges
            + " and "
            + reached.deadLetters()
            + " dead letters. No end of the run was recorded. Replay the file again once the cause"
            + " is removed: its records have the same ids, so curated tables keep each once.",
        reached,
        cause);
  }

  private static long sizeOf(SourceFile file) {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UnusableFileException("Reading the size of " + file.name() + " failed.", e);
    }
  }
}
