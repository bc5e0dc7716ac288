package io.millrace.warehouse.publish;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;

/** ORC files of a page, how often it was viewed, and a share. */
public final class OrcFiles {

  private static final TypeDescription SCHEMA =
      TypeDescription.fromString("struct<page:string,views:bigint,share:double>");

  /** A row of them. */
  public record Row(String page, long views, double share) {}

  private OrcFiles() {}

  /** Writes a file, and the folders that it lies in. */
  public static void write(java.nio.file.Path file, Row... rows) throws IOException {
    Files.createDirectories(file.getParent());
    try (Writer writer =
        OrcFile.createWriter(
            new Path(file.toUri()),
            OrcFile.writerOptions(new Configuration()).setSchema(SCHEMA).overwrite(true))) {
      VectorizedRowBatch batch = SCHEMA.createRowBatch();
      for (Row row : rows) {
        int i = batch.size++;
        ((BytesColumnVector) batch.cols[0])
            .setVal(i, row.page().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ((LongColumnVector) batch.cols[1]).vector[i] = row.views();
        ((DoubleColumnVector) batch.cols[2]).vector[i] = row.share();
      }
      writer.addRowBatch(batch);
    }
  }
}
