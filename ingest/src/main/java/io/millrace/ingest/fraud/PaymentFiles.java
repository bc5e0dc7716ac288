package io.millrace.ingest.fraud;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.BreakReason;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.replay.Sources;
import io.millrace.ingest.replay.UnknownSourceException;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads files of payments, plain or gzip, as a replay of them would and landing would after it: the
 * same lines are refused, for the same reasons.
 */
final class PaymentFiles {
  private static final int MAX_LINE_BYTES = 256 * 1024;

  private final Feed feed;
  private final Optional<String> source;
  private final Optional<Salt> salt;
  private final Geography geography;
  private final Clock clock;
  private final PaymentFields fields;

  /**
   * @param source the mapping's name; empty for the feed's own format where a file begins as JSON
   * @param salt for a feed that hashes personal data
   * @param geography by which the places of addresses are filled in
   * @param clock against which the far future is judged
   */
  PaymentFiles(
      Feed feed, Optional<String> source, Optional<Salt> salt, Geography geography, Clock clock) {
    this.feed = feed;
    this.source = source;
    this.salt = salt;
    this.geography = geography;
    this.clock = clock;
    this.fields = new PaymentFields(feed);
  }

  /**
   * Reads a file to its end.
   *
   * @throws UnknownSourceException when the feed has no such mapping, or the file needs one named
   * @throws UnusableFileException when the file is unreadable, damaged or not of that source
   * @throws IOException what the listener throws
   */
  void read(SourceFile file, PaymentListener listener) throws IOException {
    SourceMapping mapping = Sources.of(feed, sourceOf(file), file);
    boolean isOwnFormat = mapping.name().equals(SourceMapping.FEED_ITSELF);
    LinePayments payments =
        isOwnFormat && !PersonalData.changes(feed)
            ? new DecodedPayments(feed, fields, clock)
            : new MappedPayments(feed, mapping, file, salt, geography, fields, clock);
    try (InputStream in = open(file)) {
      LineSource lines = LineMapper.cutOf(mapping).of(in, MAX_LINE_BYTES);
      for (Line line = next(lines, file); line != null; line = next(lines, file)) {
        if (line.whole()) {
          payments.read(file.name(), line, listener);
        } else {
          String detail = "the line has " + line.length() + " bytes";
          Broken tooLong = new Broken(BreakReason.TOO_LONG, null, detail);
          listener.refused(RefusedLine.of(file.name(), line.number(), tooLong));
        }
      }
      payments.end();
    }
  }

  private static InputStream open(SourceFile file) {
    try {
      return file.open(read -> {});
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Line next(LineSource lines, SourceFile file) {
    try {
      return lines.next();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnusableFileException unreadable(SourceFile file, IOException e) {
    return new UnusableFileException(
        "Reading " + file.name() + " failed: " + e.getMessage() + ".", e);
  }

  private Optional<String> sourceOf(SourceFile file) {
    int first = file.firstByte();
    boolean isJson = first == '[' || first == '{';
    return source.isEmpty() && isJson ? Optional.of(SourceMapping.FEED_ITSELF) : source;
  }
}
