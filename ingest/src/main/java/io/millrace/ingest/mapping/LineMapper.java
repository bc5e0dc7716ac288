package io.millrace.ingest.mapping;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Cut;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Header;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceFormat;
import io.millrace.model.feed.SourceMapping;
import java.util.List;

/**
 * Maps the lines of one file, given in order, onto rows of a feed. A line that cannot become a row
 * never stops the others. For one file and one thread.
 */
public final class LineMapper {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Feed feed;
  private final SourceMapping mapping;
  private final LineText lineText;
  private final RowFields fields;
  private final JsonMembers members;
  private boolean placed;
  private int columnCount;

  /**
   * A mapper for one file.
   *
   * @param contentSha256 of the file's uncompressed bytes, of which ids are made
   * @param geography by which the places of addresses are filled in
   */
  public LineMapper(Feed feed, SourceMapping mapping, byte[] contentSha256, Geography geography) {
    this.feed = feed;
    this.mapping = mapping;
    this.lineText = LineText.of(mapping.format());
    this.fields = new RowFields(feed, mapping, new RecordIds(contentSha256), geography);
    this.members = mapping.format().isJson() ? new JsonMembers(fields.columns()) : null;
    if (mapping.format().isJson()) {
      place(fields.columns());
    } else if (!mapping.format().columns().isEmpty()) {
      place(mapping.format().columns());
    } else if (!mapping.csv().header().isEmpty()) {
      place(mapping.csv().header());
    }
  }

  /** How a file of that mapping is cut into lines. */
  public static Cut cutOf(SourceMapping mapping) {
    return mapping.format() == SourceFormat.JSON_ARRAY ? Cut.JSON_ARRAY : Cut.LINES;
  }

  /**
   * What that line becomes.
   *
   * @throws UnusableFileException when the file as a whole cannot be mapped: a CSV file's first
   *     line does not name the columns
   */
  public Mapped map(Line line) throws UnusableFileException {
    boolean header = !placed;
    if (!lineText.read(line)) {
      if (header) {
        throw unusable(lineText.broken().detail());
      }
      return lineText.broken();
    }
    String text = lineText.text();
    if (line.number() == 1 && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    try {
      if (header) {
        place(CsvLine.cut(text, mapping.csv().delimiter()));
        return new Header();
      }
      return fields.row(line.number(), cut(text));
    } catch (MalformedLineException e) {
      if (header) {
        throw unusable(e.getMessage());
      }
      return new Broken(BreakReason.MALFORMED, null, e.getMessage());
    }
  }

  /** Takes no notice of that line, but for a header. */
  void pass(Line line) throws UnusableFileException {
    if (!placed) {
      map(line);
    }
  }

  /**
   * To be called after the last line.
   *
   * @throws UnusableFileException when the source has a header and the file had no line at all
   */
  public void requireHeader() throws UnusableFileException {
    if (!placed) {
      throw unusable("the file is empty");
    }
  }

  private String[] cut(String text) throws MalformedLineException {
    if (members != null) {
      return members.cut(text);
    }
    if (mapping.format() == SourceFormat.COMBINED_ACCESS_LOG) {
      return AccessLogLine.cut(text);
    }
    List<String> values = CsvLine.cut(text, mapping.csv().delimiter());
    if (values.size() != columnCount) {
      throw new MalformedLineException(
          values.size() + " columns where the header has " + columnCount);
    }
    return values.toArray(new String[0]);
  }

  private void place(List<String> columns) {
    List<String> faults = fields.place(columns);
    if (!faults.isEmpty()) {
      throw unusable(String.join(" and ", faults));
    }
    placed = true;
    columnCount = columns.size();
  }

  private UnusableFileException unusable(String detail) {
    return new UnusableFileException(
        "The file's first line is no header for source "
            + mapping.name()
            + " of feed "
            + feed.name()
            + ": "
            + detail
            + ".",
        null);
  }
}
