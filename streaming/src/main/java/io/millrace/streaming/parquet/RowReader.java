package io.millrace.streaming.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Reads a file that {@link RowFile} wrote, row by row in its order, with the same types of values.
 * At most one row group is in memory. A column that the file does not have, since it is older than
 * the column, is null in every row.
 */
public final class RowReader implements AutoCloseable {

  private final ParquetFileReader file;
  private final MessageType schema;
  private final String createdBy;
  private final ColumnValue[] values;
  private final List<Stored> stored = new ArrayList<>();
  private final List<Long> groupRows;
  private int group;
  private long leftInGroup;

  /** A wanted column that the file has, and its reader in the current row group. */
  private static final class Stored {
    private final ColumnValue value;
    private final int definedLevel;
    private ColumnReader reader;

    Stored(ColumnValue value, int definedLevel) {
      this.value = value;
      this.definedLevel = definedLevel;
    }
  }

  /**
   * Opens the file.
   *
   * @param columns those that rows are to have, in that order; any of the file's, and others
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the file has one of the columns in another type
   */
  public RowReader(Path path, List<Column> columns, Configuration configuration)
      throws IOException {
    this.file = ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration));
    this.groupRows = file.getRowGroups().stream().map(BlockMetaData::getRowCount).toList();
    try {
      MessageType inFile = file.getFileMetaData().getSchema();
      this.createdBy = file.getFileMetaData().getCreatedBy();
      this.values = new ColumnValue[columns.size()];
      MessageType expected = RowSchema.of(columns);
      List<Type> wanted = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        Column column = columns.get(i);
        if (inFile.containsField(column.name())) {
          Type type = inFile.getType(column.name());
          requireSame(path, expected.getType(i), type);
          values[i] = new ColumnValue(column.type());
          wanted.add(type);
          stored.add(new Stored(values[i], type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1));
        }
      }
      this.schema = new MessageType("row", wanted);
      file.setRequestedSchema(schema);
    } catch (IllegalArgumentException e) {
      file.close();
      throw e;
    }
  }

  /** How many rows the file has. */
  public long rows() {
    return file.getRecordCount();
  }

  /** The next row, or null behind the last. */
  public Object[] next() throws IOException {
    if (leftInGroup == 0 && !nextGroup()) {
      return null;
    }
    leftInGroup--;
    for (Stored column : stored) {
      column.value.clear();
      if (column.reader.getCurrentDefinitionLevel() == column.definedLevel) {
        column.reader.writeCurrentValueToConverter();
      }
      column.reader.consume();
    }
    Object[] row = new Object[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i] == null ? null : values[i].current();
    }
    return row;
  }

  /** Passes over the next rows, whose values are not looked at; whole row groups are not read. */
  public void skip(long rows) throws IOException {
    long left = rows;
    while (left > 0) {
      if (leftInGroup == 0) {
        if (group == groupRows.size()) {
          return;
        }
        if (groupRows.get(group) <= left) {
          left -= groupRows.get(group++);
          file.skipNextRowGroup();
          continue;
        }
        nextGroup();
      }
      long now = Math.min(left, leftInGroup);
      stored.forEach(column -> skip(column, now));
      leftInGroup -= now;
      left -= now;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static void skip(Stored column, long rows) {
    for (long i = 0; i < rows; i++) {
      if (column.reader.getCurrentDefinitionLevel() == column.definedLevel) {
        column.reader.skip();
      }
      column.reader.consume();
    }
  }

  private boolean nextGroup() throws IOException {
    if (group == groupRows.size()) {
      return false;
    }
    PageReadStore pages = file.readNextRowGroup();
    ColumnReadStoreImpl columns = new ColumnReadStoreImpl(pages, new Values(), schema, createdBy);
    for (int i = 0; i < stored.size(); i++) {
      stored.get(i).reader = columns.getColumnReader(schema.getColumns().get(i));
    }
    leftInGroup = groupRows.get(group++);
    return leftInGroup > 0 || nextGroup();
  }

  private static void requireSame(Path path, Type wanted, Type inFile) {
    PrimitiveType expected = wanted.asPrimitiveType();
    boolean same =
        inFile.isPrimitive()
            && inFile.asPrimitiveType().getPrimitiveTypeName() == expected.getPrimitiveTypeName()
            && inFile.asPrimitiveType().getTypeLength() == expected.getTypeLength()
            && Objects.equals(
                inFile.getLogicalTypeAnnotation(), expected.getLogicalTypeAnnotation())
            && !inFile.isRepetition(Type.Repetition.REPEATED);
    if (!same) {
      throw new IllegalArgumentException(
          "%s has the column %s as '%s', not as '%s'"
              .formatted(path, expected.getName(), inFile, expected));
    }
  }

  /** Gives Parquet the place to put each column's value. */
  private final class Values extends GroupConverter {

    @Override
    public Converter getConverter(int field) {
      return stored.get(field).value;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
