package io.millrace.streaming.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streaming.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why a field's type is not widened from int to long: files that were landed before stay as they
 * are, and Spark's own readers, which curation uses, refuse an INT32 in a BIGINT column. Hive reads
 * it. When this test fails after an upgrade of Spark, widening may be allowed.
 */
class WiderColumnTest {

  private final SparkSession spark = TestSpark.session().newSession();

  @TempDir private Path folder;

  @Test
  void sparkReadsNoBigintFromAFileOfIntegersVectorised() {
    assertThatThrownBy(() -> readAsBigint("true"))
        .hasStackTraceContaining("SchemaColumnConvertNotSupportedException");
  }

  @Test
  void sparkReadsNoBigintFromAFileOfIntegersRowByRow() {
    assertThatThrownBy(() -> readAsBigint("false")).hasStackTraceContaining("ClassCastException");
  }

  private void readAsBigint(String vectorised) throws Exception {
    String file = folder.resolve("landed.parquet").toUri().toString();
    try (RowFile rows =
        new RowFile(
            new org.apache.hadoop.fs.Path(file),
            List.of(new Column("n", ColumnType.INT)),
            new Configuration())) {
      rows.write(new Object[] {-7});
    }
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
    spark.read().schema("n BIGINT").parquet(file).collectAsList();
  }
}
