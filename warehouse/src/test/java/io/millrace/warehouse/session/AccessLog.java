package io.millrace.warehouse.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.warehouse.TestSpark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The bundled access log as landed rows, as far as sessions need them. */
final class AccessLog {

  private static final Path FILE = Path.of("../samples/web-log/apache_logs.gz");
  private static final Pattern LINE =
      Pattern.compile("(\\S+) \\S+ \\S+ \\[([^]]+)] \"\\S+ (\\S+)[^\"]*\" .*");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  private static final StructType SCHEMA =
      new StructType()
          .add("event_id", DataTypes.StringType)
          .add("event_time", DataTypes.TimestampType)
          .add("site", DataTypes.StringType)
          .add("user_id", DataTypes.StringType)
          .add("session_id", DataTypes.StringType)
          .add("event_type", DataTypes.StringType)
          .add("page", DataTypes.StringType)
          .add("kafka_partition", DataTypes.IntegerType)
          .add("kafka_offset", DataTypes.LongType)
          .add("dt", DataTypes.StringType);

  private AccessLog() {}

  static Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE)), ISO_8859_1))) {
      String line;
      while ((line = lines.readLine()) != null) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
          throw new IllegalStateException("not a line of an access log: " + line);
        }
        OffsetDateTime time =
            OffsetDateTime.parse(matcher.group(2), TIME).withOffsetSameInstant(ZoneOffset.UTC);
        rows.add(
            RowFactory.create(
                "e" + rows.size(),
                Timestamp.from(time.toInstant()),
                "semicomplete.com",
                matcher.group(1),
                null,
                "page_view",
                matcher.group(3),
                0,
                (long) rows.size(),
                time.toLocalDate().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(rows);
  }

  /** Rows that a test made, in the columns of the log's. */
  static Dataset<Row> of(List<Row> rows) {
    return TestSpark.session().createDataFrame(rows, SCHEMA);
  }
}
