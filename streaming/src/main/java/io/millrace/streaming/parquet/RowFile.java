package io.millrace.streaming.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;

/**
 * A Parquet file of rows, each an array of values in the columns' order. Nothing of it can be
 * relied on before {@link #close} has returned.
 */
public final class RowFile implements AutoCloseable {

  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final Path path;
  private final Configuration configuration;
  private final ParquetWriter<Object[]> writer;
  private long rows;

  /**
   * Creates the file.
   *
   * @throws IOException if it exists or cannot be created
   */
  public RowFile(Path path, List<Column> columns, Configuration configuration) throws IOException {
    this.path = path;
    this.configuration = configuration;
    this.writer =
        new Builder(HadoopOutputFile.fromPath(path, configuration), columns)
            .withConf(configuration)
            .withWriteMode(ParquetFileWriter.Mode.CREATE)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  public void write(Object[] row) throws IOException {
    writer.write(row);
    rows++;
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
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final List<Column> columns;

    Builder(OutputFile file, List<Column> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(columns);
    }
  }
}
