import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import io.millrace.streaming.parquet.RowFile;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes rows of every type as Spark does and as landing does, and reads tables as Spark does. Run
 * from source with Spark's libraries and settings, in a program of its own, since they do not go
 * together with those of Hive's driver.
 *
 * <p>Arguments: Spark's settings file, a file with the query that makes the rows, the HDFS folder
 * of the tables, a folder for what is read, and the names of the tables to read.
 */
public final class SparkTypes {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", ColumnType.INT),
          new Column("s", ColumnType.STRING),
          new Column("i", ColumnType.INT),
          new Column("b", ColumnType.LONG),
          new Column("d", ColumnType.DOUBLE),
          new Column("f", ColumnType.BOOLEAN),
          new Column("m", ColumnType.MONEY),
          new Column("t", ColumnType.TIMESTAMP),
          new Column("dt", ColumnType.DATE));

  private SparkTypes() {}

  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
      settings.load(reader);
    }
    SparkConf conf = new SparkConf();
    settings.stringPropertyNames().forEach(name -> conf.set(name, settings.getProperty(name)));
    conf.setMaster("local[1]").setAppName("types").set("spark.ui.enabled", "false");
    String query = Files.readString(Path.of(args[1]));
    String folder = args[2];
    Path read = Path.of(args[3]);
    try (SparkSession spark =
        SparkSession.builder().config(conf).enableHiveSupport().getOrCreate()) {
      spark.sql(query).coalesce(1).write().mode("overwrite").parquet(folder + "/spark_parquet");
      spark.sql(query).coalesce(1).write().mode("overwrite").orc(folder + "/spark_orc");
      land(spark, query, folder + "/landing_parquet/landed.parquet");
      for (String table : Arrays.asList(args).subList(4, args.length)) {
        List<String> lines = new ArrayList<>();
        for (Row row : spark.sql("SELECT * FROM " + table + " ORDER BY id").collectAsList()) {
          lines.add(text(row));
        }
        Files.write(read.resolve(table), lines);
      }
    }
  }

  private static void land(SparkSession spark, String query, String path) throws Exception {
    try (RowFile file =
        new RowFile(
            new org.apache.hadoop.fs.Path(path),
            COLUMNS,
            spark.sparkContext().hadoopConfiguration())) {
      for (Row row : spark.sql(query).collectAsList()) {
        Object[] values = new Object[row.length()];
        for (int i = 0; i < values.length; i++) {
          values[i] = landed(row.get(i));
        }
        file.write(values);
      }
    }
  }

  /** The value as landing holds it. */
  private static Object landed(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.setScale(4).unscaledValue().longValueExact();
    } else if (value instanceof Timestamp timestamp) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, timestamp.toInstant());
    } else if (value instanceof Date date) {
      return Math.toIntExact(date.toLocalDate().toEpochDay());
    }
    return value;
  }

  private static String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      if (value == null) {
        values.add("\\N");
      } else if (value instanceof BigDecimal decimal) {
        values.add(decimal.setScale(4, RoundingMode.UNNECESSARY).toPlainString());
      } else if (value instanceof Timestamp timestamp) {
        values.add(timestamp.toLocalDateTime().toString());
      } else {
        values.add(value.toString());
      }
    }
    return String.join("\t", values);
  }
}
