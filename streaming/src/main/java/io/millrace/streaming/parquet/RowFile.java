package io.millrace.streaming.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of rows. A row is written column by column and ended, or at once from an array of
 * values in the columns' order. Nothing of it can be relied on before {@link #close} has returned.
 *
 * <p>Parquet's own row writer hands each value through several objects and hashes it as one; here
 * columns take numbers and slices of bytes as they are. What is common to both, the file around the
 * pages, is still Parquet's own.
 */
public final class RowFile implements AutoCloseable {

  /** The memory that a row group may take when nobody says otherwise. */
  public static final long ROW_GROUP_BYTES = 32L << 20;

  private static final int ROWS_BETWEEN_CHECKS = 512;
  private static final int LONGEST_INDEXED_VALUE = 64;

  private final Path path;
  private final Configuration configuration;
  private final List<Column> columns;
  private final LongSupplier rowGroupBytes;
  private final ParquetFileWriter file;
  private final ColumnWriter[] writers;
  private long rows;
  private long rowGroupRows;

  /**
   * Creates the file.
   *
   * @throws IOException if it exists or cannot be created
   */
  public RowFile(Path path, List<Column> columns, Configuration configuration) throws IOException {
    this(path, columns, configuration, () -> ROW_GROUP_BYTES);
  }

  /**
   * Creates the file.
   *
   * @param rowGroupBytes about how much memory a row group may take now
   * @throws IOException if it exists or cannot be created
   */
  public RowFile(
      Path path, List<Column> columns, Configuration configuration, LongSupplier rowGroupBytes)
      throws IOException {
    this.path = path;
    this.configuration = configuration;
    this.columns = columns;
    this.rowGroupBytes = rowGroupBytes;
    MessageType schema = RowSchema.of(columns);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            LONGEST_INDEXED_VALUE,
            Integer.MAX_VALUE,
            true);
    this.writers = writers(schema, columns);
    file.start();
  }

  private static ColumnWriter[] writers(MessageType schema, List<Column> columns) {
    PageCompressor compressor = new PageCompressor();
    ByteSink page = new ByteSink();
    List<ColumnWriter> writers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescriptor column = schema.getColumns().get(i);
      writers.add(
          switch (columns.get(i).type()) {
            case STRING, BINARY -> new BytesColumn(column, compressor, page);
            case BOOLEAN -> new BooleanColumn(column, compressor, page);
            case INT, DATE -> new NumberColumn(column, NumberForm.INT32, compressor, page);
            case LONG, TIMESTAMP -> new NumberColumn(column, NumberForm.INT64, compressor, page);
            case MONEY -> new NumberColumn(column, NumberForm.FIXED_BYTES, compressor, page);
            case DOUBLE -> new NumberColumn(column, NumberForm.DOUBLE, compressor, page);
          });
    }
    return writers.toArray(ColumnWriter[]::new);
  }

  /** The column at that place, to be given the row's value. */
  public ColumnWriter column(int position) {
    return writers[position];
  }

  /** Ends a row, of which each column has got its value. */
  public void endRow() throws IOException {
    rows++;
    rowGroupRows++;
    if (rowGroupRows % ROWS_BETWEEN_CHECKS == 0 && bufferedBytes() >= rowGroupBytes.getAsLong()) {
      endRowGroup();
    }
  }

  /** Writes a row whose values are of the classes that {@link ColumnType} names, or null. */
  public void write(Object[] row) throws IOException {
    for (int i = 0; i < writers.length; i++) {
      if (row[i] == null) {
        writers[i].addNull();
      } else {
        add(writers[i], columns.get(i).type(), row[i]);
      }
    }
    endRow();
  }

  private static void add(ColumnWriter writer, ColumnType type, Object value) {
    switch (type) {
      case STRING -> {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        writer.add(bytes, 0, bytes.length);
      }
      case BINARY -> writer.add((byte[]) value, 0, ((byte[]) value).length);
      case INT, DATE -> writer.add((long) (Integer) value);
      case LONG, TIMESTAMP, MONEY -> writer.add((long) (Long) value);
      case DOUBLE -> writer.add((double) (Double) value);
      case BOOLEAN -> writer.add((Boolean) value ? 1L : 0L);
    }
  }

  private long bufferedBytes() {
    long bytes = 0;
    for (ColumnWriter writer : writers) {
      bytes += writer.bufferedBytes();
    }
    return bytes;
  }

  private void endRowGroup() throws IOException {
    if (rowGroupRows == 0) {
      return;
    }
    file.startBlock(rowGroupRows);
    for (ColumnWriter writer : writers) {
      writer.writeTo(file);
    }
    file.endBlock();
    rowGroupRows = 0;
  }

  public Path path() {
    return path;
  }

  public long rows() {
    return rows;
  }

  /** The closed file's length in bytes. */
  public long length() throws IOException {
    return path.getFileSystem(configuration).getFileStatus(path).getLen();
  }

  @Override
  public void close() throws IOException {
    endRowGroup();
    file.end(Map.of("writer.model.name", "millrace"));
  }
}
