package io.millrace.ingest.mapping;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldSource;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.record.ValueReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Fills a feed's rows from columns, as a mapping declares it. For one file and one thread. */
final class RowFields {
  private final Feed feed;
  private final RecordIds ids;
  private final Geography geography;
  private final ValueReader reader = new ValueReader();
  private final Object[] constants;
  private final boolean[] isId;
  private final ColumnField[] columnFields;
  private final String[] columnNames;
  private int[] columnAt;

  RowFields(Feed feed, SourceMapping mapping, RecordIds ids, Geography geography) {
    this.feed = feed;
    this.ids = ids;
    this.geography = geography;
    int size = feed.fields().size();
    this.constants = new Object[size];
    this.isId = new boolean[size];
    this.columnFields = new ColumnField[size];
    this.columnNames = new String[size];
    for (Map.Entry<String, FieldSource> entry : mapping.fields().entrySet()) {
      declare(feed.indexOf(entry.getKey()), entry.getValue());
    }
  }

  /** The names of the columns that are needed, each once. */
  List<String> columns() {
    return Arrays.stream(columnNames).filter(Objects::nonNull).distinct().toList();
  }

  /** What is wrong with these as the columns' names, in order; empty when nothing is. */
  List<String> place(List<String> columns) {
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
    if (faults.isEmpty()) {
      columnAt = positions;
    }
    return faults;
  }

  /** The row of these columns, or why there is none. */
  Mapped row(long lineNumber, String[] columns) {
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
      if (field.required() && (values[i] == null || "".equals(values[i]))) {
        String how = values[i] == null ? "required, but missing" : "required, but empty";
        return new Broken(BreakReason.MISSING_FIELD, field.name(), how);
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
      columnFields[position] = ColumnField.of(field, column, geography);
      columnNames[position] = column.column();
    } else if (source instanceof FieldSource.TimeColumn column) {
      columnFields[position] = ColumnField.of(field, column);
      columnNames[position] = column.column();
    } else if (source instanceof FieldSource.EpochColumn column) {
      columnFields[position] = ColumnField.of(field, column);
      columnNames[position] = column.column();
    }
  }
}
