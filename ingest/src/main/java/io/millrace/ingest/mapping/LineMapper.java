package io.millrace.ingest.mapping;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Header;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldSource;
import io.millrace.model.feed.SourceFormat;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.record.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps the lines of one file, given in order, onto rows of a feed. A line that cannot become a row
 * never stops the others. For one file and one thread.
 */
public final class LineMapper {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Feed feed;
  private final SourceMapping mapping;
  private final RecordIds ids;
  private final LineText lineText = new LineText();
  private final ValueReader reader = new ValueReader();
  private final Object[] constants;
  private final boolean[] isId;
  private final ColumnField[] columnFields;
  private final String[] columnNames;
  private int[] columnAt;
  private int columnCount;

  /**
   * A mapper for one file.
   *
   * @param contentSha256 of the file's uncompressed bytes, of which ids are made
   */
  public LineMapper(Feed feed, SourceMapping mapping, byte[] contentSha256) {
    this.feed = feed;
    this.mapping = mapping;
    this.ids = new RecordIds(contentSha256);
    int size = feed.fields().size();
    this.constants = new Object[size];
    this.isId = new boolean[size];
    this.columnFields = new ColumnField[size];
    this.columnNames = new String[size];
    for (Map.Entry<String, FieldSource> entry : mapping.fields().entrySet()) {
      declare(feed.indexOf(entry.getKey()), entry.getValue());
    }
    if (mapping.format() != SourceFormat.CSV) {
      resolve(mapping.format().columns());
    }
  }

  /**
   * What that line becomes.
   *
   * @throws UnusableFileException when the file as a whole cannot be mapped: a CSV file's first
   *     line does not name the columns
   */
  public Mapped map(Line line) throws UnusableFileException {
    boolean header = mapping.format() == SourceFormat.CSV && columnAt == null;
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
        resolve(CsvLine.cut(text));
        return new Header();
      }
      return row(line.number(), cut(text));
    } catch (MalformedLineException e) {
      if (header) {
        throw unusable(e.getMessage());
      }
      return new Broken(BreakReason.MALFORMED, null, e.getMessage());
    }
  }

  /**
   * To be called after the last line.
   *
   * @throws UnusableFileException when the source has a header and the file had no line at all
   */
  public void requireHeader() throws UnusableFileException {
    if (columnAt == null) {
      throw unusable("the file is empty");
    }
  }

  private String[] cut(String text) throws MalformedLineException {
    if (mapping.format() == SourceFormat.COMBINED_ACCESS_LOG) {
      return AccessLogLine.cut(text);
    }
    List<String> values = CsvLine.cut(text);
    if (values.size() != columnCount) {
      throw new MalformedLineException(
          values.size() + " columns where the header has " + columnCount);
    }
    return values.toArray(new String[0]);
  }

  private Mapped row(long lineNumber, String[] columns) {
    Object[] values = constants.clone();
    for (int i = 0; i < values.length; i++) {
      Field field = feed.fields().get(i);
      if (isId[i]) {
        values[i] = ids.of(lineNumber);
      } else if (columnFields[i] != null) {
        try {
          values[i] = columnFields[i].valueOf(columns[columnAt[i]], reader);
        } catch (BadValueException e) {
          return new Broken(BreakReason.BAD_VALUE, field.name(), e.getMessage());
        }
      }
      if (field.required() && values[i] == null) {
        return new Broken(BreakReason.MISSING_FIELD, field.name(), "required, but missing");
      }
    }
    return new Row(values);
  }

  private void declare(int position, FieldSource source) {
    Field field = feed.fields().get(position);
    if (source instanceof FieldSource.RecordId) {
      isId[position] = true;
    } else if (source instanceof FieldSource.Constant constant) {
      constants[position] = constant.value();
    } else if (source instanceof FieldSource.Column column) {
      columnFields[position] = ColumnField.of(field, column);
      columnNames[position] = column.column();
    } else if (source instanceof FieldSource.TimeColumn column) {
      columnFields[position] = ColumnField.of(field, column);
      columnNames[position] = column.column();
    }
  }

  private void resolve(List<String> columns) {
    Set<String> missing = new TreeSet<>();
    Set<String> ambiguous = new TreeSet<>();
    int[] positions = new int[columnNames.length];
    for (int i = 0; i < columnNames.length; i++) {
      if (columnNames[i] != null) {
        positions[i] = columns.indexOf(columnNames[i]);
        if (positions[i] < 0) {
          missing.add(columnNames[i]);
        } else if (positions[i] != columns.lastIndexOf(columnNames[i])) {
          ambiguous.add(columnNames[i]);
        }
      }
    }
    List<String> faults = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add("it lacks the columns " + String.join(", ", missing));
    }
    if (!ambiguous.isEmpty()) {
      faults.add("it names more than once " + String.join(", ", ambiguous));
    }
    if (!faults.isEmpty()) {
      throw unusable(String.join(" and ", faults));
    }
    columnAt = positions;
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
