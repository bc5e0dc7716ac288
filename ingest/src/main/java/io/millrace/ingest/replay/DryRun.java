package io.millrace.ingest.replay;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.BreakReason;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.ingest.mapping.RecordMaker;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.record.RecordEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/**
 * Does with files what a replay would do, but for sending: no broker is asked for anything. Records
 * are shown in JSON, with the ids that a replay would give them, whatever the feed's wire format.
 */
public final class DryRun {
  private final ReplaySettings settings;
  private final ReplayPlan plan;
  private final Feed feed;
  private final RecordEncoder encoder;
  private final Clock clock;
  private long records;
  private long refused;

  /**
   * @param settings of which only the limits of lines and records matter
   * @param clock of what batches say
   */
  public DryRun(ReplaySettings settings, ReplayPlan plan, Clock clock) {
    this.settings = settings;
    this.plan = plan;
    this.feed = plan.feed();
    this.encoder = new RecordEncoder(feed);
    this.clock = clock;
  }

  /** Told what lines would become. */
  public interface Listener {
    /** A record, in JSON in UTF-8. */
    void record(byte[] json);

    /** A line, by its number from 1, that would be a dead letter. */
    void refused(SourceFile file, long line, Broken why);
  }

  /**
   * Reads those files to their end, or to the most records.
   *
   * @throws UnknownSourceException when the feed has no such mapping
   * @throws UnusableFileException when a file is unreadable, damaged or not of that source
   */
  public void run(List<SourceFile> files, Listener listener) {
    Sources.require(feed, plan.source());
    for (SourceFile file : files) {
      if (!isFull()) {
        run(file, listener);
      }
    }
  }

  /** How many records there would be. */
  public long records() {
    return records;
  }

  /** How many dead letters there would be. */
  public long refused() {
    return refused;
  }

  private void run(SourceFile file, Listener listener) {
    SourceMapping mapping = Sources.of(feed, plan.source(), file);
    byte[] sha256 = file.contentSha256(LineMapper.cutOf(mapping), read -> {});
    RecordMaker maker = new RecordMaker(feed, mapping, sha256, plan.salt(), plan.geography());
    try (InputStream in = file.open(read -> {})) {
      LineSource lines = LineMapper.cutOf(mapping).of(in, settings.maxLineBytes());
      for (Line line = lines.next(); line != null && !isFull(); line = lines.next()) {
        tell(file, line, maker.make(line), listener);
      }
    } catch (IOException e) {
      throw new UnusableFileException(
          "Reading " + file.name() + " failed: " + e.getMessage() + ".", e);
    }
    if (!isFull()) {
      maker.requireHeader();
    }
  }

  private void tell(SourceFile file, Line line, Mapped mapped, Listener listener) {
    Broken broken = mapped instanceof Broken b ? b : null;
    if (mapped instanceof Row row) {
      plan.batches()
          .ifPresent(b -> new BatchStamp(feed, b).stamp(row.values(), records, clock.instant()));
      byte[] json = encoder.encode(row.values());
      if (json.length <= settings.maxRecordBytes()) {
        records++;
        listener.record(json);
      } else {
        String detail = "the record has " + json.length + " bytes";
        broken = new Broken(BreakReason.TOO_LONG, null, detail);
      }
    }
    if (broken != null) {
      refused++;
      listener.refused(file, line.number(), broken);
    }
  }

  private boolean isFull() {
    return plan.maxRecords().isPresent() && records >= plan.maxRecords().getAsLong();
  }
}
