package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms of files that a generator writes. */
public enum LineForm {
  /** Comma-separated values by RFC 4180, a header first, fields in the feed's order, null empty. */
  CSV {
    @Override
    Lines lines(Feed feed) {
      return new CsvLines(feed);
    }
  },
  /** A JSON object in each line, as on the topic. */
  NDJSON {
    @Override
    Lines lines(Feed feed) {
      return new JsonLines(feed);
    }
  };

  abstract Lines lines(Feed feed);

  /** The name in a command line. */
  public String declared() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form of that name. */
  public static Optional<LineForm> of(String declared) {
    return Arrays.stream(values()).filter(f -> f.declared().equals(declared)).findFirst();
  }

  /** The form that a file of that name has by its extension. */
  public static Optional<LineForm> ofFile(String fileName) {
    if (fileName.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    boolean json = fileName.endsWith(".ndjson") || fileName.endsWith(".jsonl");
    return json ? Optional.of(NDJSON) : Optional.empty();
  }

  /** All names. */
  public static String legal() {
    return Arrays.stream(values()).map(LineForm::declared).collect(Collectors.joining(", "));
  }

  /** Makes the lines of a file. For one thread. */
  interface Lines {
    /** What stands above the records, with its line feed; may be empty. */
    byte[] header();

    /** The line of that row, without its line feed. */
    byte[] line(Object[] row);

    /** A line that is no record. */
    Broken broken(Object[] row);
  }

  /**
   * A broken line.
   *
   * @param line without its line feed
   * @param reason for which a replay refuses it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Broken(byte[] line, String reason) {}
}
