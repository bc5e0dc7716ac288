package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.mapping.BreakReason;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records as comma-separated values that {@code replay} reads by a mapping of each column to the
 * field of its name.
 */
final class CsvLines implements LineForm.Lines {
  private final List<Field> fields;
  private final StringBuilder line = new StringBuilder();

  CsvLines(Feed feed) {
    this.fields = feed.fields();
  }

  @Override
  public byte[] header() {
    return (fields.stream().map(Field::name).collect(Collectors.joining(",")) + "\n")
        .getBytes(UTF_8);
  }

  @Override
  public byte[] line(Object[] row) {
    write(row, row.length);
    return line.toString().getBytes(UTF_8);
  }

  /** The line with half of its columns. */
  @Override
  public LineForm.Broken broken(Object[] row) {
    write(row, row.length / 2);
    return new LineForm.Broken(line.toString().getBytes(UTF_8), BreakReason.MALFORMED.name());
  }

  private void write(Object[] row, int columns) {
    line.setLength(0);
    for (int i = 0; i < columns; i++) {
      if (i > 0) {
        line.append(',');
      }
      if (row[i] != null) {
        write(text(fields.get(i).type(), row[i]));
      }
    }
  }

  private void write(String value) {
    if (value.indexOf(',') < 0 && value.indexOf('"') < 0) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private static String text(FieldType type, Object value) {
    return switch (type) {
      case MONEY -> BigDecimal.valueOf((Long) value, ValueRange.MONEY_SCALE).toPlainString();
      case TIMESTAMP -> instant((Long) value).toString();
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      default -> value.toString();
    };
  }

  private static Instant instant(long micros) {
    long seconds = Math.floorDiv(micros, 1_000_000L);
    return Instant.ofEpochSecond(seconds, Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
