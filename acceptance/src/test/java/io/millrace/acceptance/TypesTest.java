package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A value of any type is the same value whoever wrote it, in whichever format, and whoever reads
 * it: Hive, vectorised and not, Spark, DuckDB, and landing's own writer.
 */
@Order(140)
@ExtendWith(SharedCluster.class)
@TestInstance(Lifecycle.PER_CLASS)
class TypesTest {

  private static final String FOLDER = "/acceptance/types";
  private static final String COLUMNS =
      "id INT, s STRING, i INT, b BIGINT, d DOUBLE, f BOOLEAN, m DECIMAL(18,4), t TIMESTAMP, dt"
          + " DATE";

  private static final int TIME = 7;

  /** A condition that readers push down to the files' own statistics. */
  private static final String SMALL_AND_RECENT =
      "m BETWEEN -0.01 AND 0.0001 AND t >= TIMESTAMP '1969-12-31 23:59:59.9'";

  /** Who wrote which format. */
  enum Written {
    HIVE_PARQUET,
    HIVE_ORC,
    SPARK_PARQUET,
    SPARK_ORC,
    DUCKDB_PARQUET,
    LANDING_PARQUET;

    String table() {
      return "types." + folder();
    }

    String folder() {
      return name().toLowerCase(Locale.ROOT);
    }

    String format() {
      return name().substring(name().indexOf('_') + 1);
    }
  }

  /** What is written; every engine understands {@link #select} of it. */
  private static final List<List<String>> ROWS =
      List.of(
          row(
              "1",
              "one",
              "1",
              "1",
              "0.5",
              "true",
              "0.0001",
              "1970-01-01T00:00:00.000001",
              "1970-01-01"),
          row(
              "2",
              "Grüße, \"東京\" 😀",
              "-2147483648",
              "-9223372036854775808",
              "-1.5E-300",
              "false",
              "-0.0100",
              "1969-12-31T23:59:59.999999",
              "1969-12-31"),
          row(
              "3",
              "",
              "2147483647",
              "9223372036854775807",
              "1.7976931348623157E308",
              "true",
              "99999999999999.9999",
              "2100-02-28T23:59:59.123456",
              "2100-02-28"),
          row(
              "4",
              "tab\tand\nline",
              "0",
              "0",
              "0.1",
              "false",
              "-99999999999999.9999",
              "1900-01-01T00:00:00.000001",
              "1900-01-01"),
          row("5", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N"),
          row(
              "6",
              "rounded",
              "42",
              "4294967296",
              "-2.5E-7",
              "true",
              "2.5500",
              "1969-07-20T20:17:40.500",
              "1969-07-20"),
          row(
              "7",
              "zero",
              "-1",
              "-1",
              "1.0E-5",
              "false",
              "0.0000",
              "1999-12-31T23:59:59",
              "1999-12-31"));

  /**
   * ORC keeps whole seconds rounded towards 1970, so that the second before 1970 and the one after
   * it are one: a fraction of the former is read as one of the latter. See docs/guarantees.md.
   */
  private static final String LAST_FRACTION_BEFORE_1970 = "1969-12-31T23:59:59.999999";

  private static final String AS_ORC_KEEPS_IT = "1970-01-01T00:00:00.999999";

  private final TestCluster cluster;
  private final Path read = Checkout.target().resolve("types");

  TypesTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void everyEngineWrites() throws Exception {
    Files.createDirectories(read);
    cluster.millrace().run("hdfs", "dfs", "-mkdir", "-p", FOLDER).requireSuccess();
    try (Hive hive = cluster.hive()) {
      hive.run("CREATE DATABASE IF NOT EXISTS types");
      for (Written written : Written.values()) {
        hive.run(
            "CREATE EXTERNAL TABLE %s (%s) STORED AS %s LOCATION '%s/%s'"
                .formatted(written.table(), COLUMNS, written.format(), FOLDER, written.folder()));
      }
      for (Written written : List.of(Written.HIVE_PARQUET, Written.HIVE_ORC)) {
        // a sort, since the parts of a union would each be written into a folder of its own
        hive.run(
            "INSERT OVERWRITE TABLE %s SELECT * FROM (%s) made ORDER BY id"
                .formatted(written.table(), select()));
      }
    }
    writeByDuckDb();
    sparkAndLandingWriteAndSparkReads();
  }

  @AfterAll
  void tablesGo() {
    try (Hive hive = cluster.hive()) {
      hive.run("DROP DATABASE IF EXISTS types CASCADE");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void hiveReadsItVectorised(Written written) {
    assertThat(readByHive(written, true, "true")).isEqualTo(rows(written));
    assertThat(readByHive(written, true, SMALL_AND_RECENT)).isEqualTo(smallAndRecent(written));
  }

  @ParameterizedTest
  @EnumSource
  @Order(2)
  void hiveReadsItRowByRow(Written written) {
    assertThat(readByHive(written, false, "true")).isEqualTo(rows(written));
    assertThat(readByHive(written, false, SMALL_AND_RECENT)).isEqualTo(smallAndRecent(written));
  }

  @ParameterizedTest
  @EnumSource
  @Order(3)
  void sparkReadsIt(Written written) throws IOException {
    String expected =
        rows(written).stream()
            .map(row -> String.join("\t", row) + "\n")
            .collect(Collectors.joining());
    assertThat(Files.readString(read.resolve(written.table()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_PARQUET")
  @Order(4)
  void duckDbReadsIt(Written written) throws IOException, SQLException {
    // given
    List<String> files = new ArrayList<>();
    for (WebHdfs.Entry entry : cluster.hdfs().files(FOLDER + "/" + written.folder())) {
      Path file = read.resolve(written.folder() + "-" + files.size());
      Files.write(file, cluster.hdfs().bytes(entry.path()));
      files.add("'" + file + "'");
    }

    // when
    // its driver's own conversion of times before 1970 is a second off: microseconds are asked for
    List<List<String>> rows =
        byDuckDb(
            "SELECT * REPLACE (epoch_us(t) AS t) FROM read_parquet([%s]) ORDER BY id"
                .formatted(String.join(",", files)));

    // then
    assertThat(rows.stream().map(TypesTest::withTime)).containsExactlyElementsOf(rows(written));
  }

  /** What a reader of that table must find. */
  private static List<List<String>> rows(Written written) {
    return written.format().equals("ORC")
        ? ROWS.stream()
            .map(
                row ->
                    row.stream()
                        .map(v -> v.equals(LAST_FRACTION_BEFORE_1970) ? AS_ORC_KEEPS_IT : v)
                        .toList())
            .toList()
        : ROWS;
  }

  /** The row with its microseconds written as a time. */
  private static List<String> withTime(List<String> row) {
    List<String> values = new ArrayList<>(row);
    String micros = values.get(TIME);
    if (!micros.equals("\\N")) {
      values.set(
          TIME,
          LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
              .plus(Long.parseLong(micros), ChronoUnit.MICROS)
              .toString());
    }
    return values;
  }

  /** The rows that {@link #SMALL_AND_RECENT} is true of. */
  private static List<List<String>> smallAndRecent(Written written) {
    return rows(written).stream()
        .filter(row -> List.of("1", "2", "7").contains(row.get(0)))
        .toList();
  }

  private List<List<String>> readByHive(Written written, boolean vectorised, String condition) {
    try (Hive hive = cluster.hive()) {
      hive.run(
          "SET hive.fetch.task.conversion=none",
          "SET hive.vectorized.execution.enabled=" + vectorised);
      return hive.rows(
          "SELECT * FROM %s WHERE %s ORDER BY id".formatted(written.table(), condition));
    }
  }

  private void writeByDuckDb() throws SQLException {
    Path file = read.resolve("duckdb.parquet");
    byDuckDb("COPY (%s) TO '%s' (FORMAT PARQUET)".formatted(select(), file));
    String folder = FOLDER + "/" + Written.DUCKDB_PARQUET.folder();
    cluster.millrace().run("hdfs", "dfs", "-put", file.toString(), folder).requireSuccess();
  }

  private static List<List<String>> byDuckDb(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      if (!statement.execute(sql)) {
        return List.of();
      }
      try (ResultSet result = statement.getResultSet()) {
        return Hive.Texts.rows(result);
      }
    }
  }

  private void sparkAndLandingWriteAndSparkReads() throws IOException, InterruptedException {
    Path query = read.resolve("rows.sql");
    Files.writeString(query, select());
    Path root = Checkout.root();
    Path conf = cluster.millrace().home().resolve("conf");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(
        Arrays.asList(System.getProperty("millrace.spark.options", "").strip().split("\\s+", -1)));
    command.addAll(
        List.of("-Duser.timezone=UTC", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-cp");
    command.add(
        Stream.of(
                conf.resolve("spark"),
                conf.resolve("hadoop"),
                root.resolve("streaming/target/millrace-streaming.jar"),
                root.resolve("cluster/runtimes/spark/target/lib/*"))
            .map(Path::toString)
            .collect(Collectors.joining(":")));
    command.add(root.resolve("acceptance/src/test/spark/SparkTypes.java").toString());
    command.add(conf.resolve("spark/spark-defaults.conf").toString());
    command.add(query.toString());
    command.add("hdfs://127.0.0.1:" + cluster.millrace().port(8020) + FOLDER);
    command.add(read.toString());
    Stream.of(Written.values()).map(Written::table).forEach(command::add);
    Path log = read.resolve("spark.log");
    Process spark =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = spark.waitFor(5, TimeUnit.MINUTES);
    spark.destroyForcibly();
    assertThat(ended && spark.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  /** The rows as a query that Hive, Spark and DuckDB understand. */
  private static String select() {
    return ROWS.stream().map(TypesTest::selectOf).collect(Collectors.joining("\nUNION ALL\n"));
  }

  private static String selectOf(List<String> row) {
    List<String> types = Stream.of(COLUMNS.split(", ", -1)).toList();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String[] column = types.get(i).split(" ", -1);
      values.add("%s AS %s".formatted(literal(row.get(i), column[1]), column[0]));
    }
    return "SELECT " + String.join(", ", values);
  }

  private static String literal(String value, String type) {
    if (value.equals("\\N")) {
      return "CAST(NULL AS %s)".formatted(type);
    } else if (type.equals("BOOLEAN")) {
      return value.toUpperCase(Locale.ROOT);
    } else if (type.equals("TIMESTAMP")) {
      return "CAST('%s' AS TIMESTAMP)".formatted(value.replace('T', ' '));
    }
    return "CAST('%s' AS %s)".formatted(value, type);
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }
}
