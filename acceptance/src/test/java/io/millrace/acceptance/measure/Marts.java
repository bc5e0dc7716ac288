package io.millrace.acceptance.measure;

import io.millrace.acceptance.Checkout;
import io.millrace.cli.tables.HiveScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All tables of some days, beside DuckDB and plain Hive. */
@Command(
    name = "marts",
    description = {
      "Generated activity of some days, landed; curated and brought to marts and reports by workflow"
          + " daily, launchers and all; then the same tables by DuckDB from the same Parquet files,"
          + " and those that a Spark application makes of curated rows by HiveQL; the marts that are"
          + " made by HiveQL once more, each by itself; in the end every report that asks marts, from"
          + " a session that has asked before, with streaming stopped and then while events land.",
      "What must hold: reports in 1 second (median) and 2 seconds (95 of 100), the first one of a"
          + " new connection in 4 seconds, all with streaming stopped."
    },
    mixinStandardHelpOptions = true)
final class Marts implements Callable<Integer> {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
  private static final Path RESOURCES = Checkout.root().resolve("acceptance/src/test/resources");

  /** What DuckDB makes from activity: its own statement, and the table that is the same. */
  private static final List<String> OF_ACTIVITY =
      List.of(
          "dw/users",
          "mart/element_daily",
          "mart/funnel_daily",
          "mart/geography_daily",
          "mart/heatmap_daily",
          "mart/navigation_daily",
          "mart/page_daily",
          "mart/path_daily",
          "mart/peak_hours",
          "mart/performance_hourly",
          "mart/referrer_daily",
          "mart/retention",
          "mart/section_daily",
          "mart/session_daily");

  /** Tables of which HiveQL makes as many rows, by its own name for them. */
  private static final Map<String, String> SAME_ROWS =
      Map.of(
          "sessions", "dw.sessions",
          "users", "dw.users",
          "navigation", "mart.navigation_daily",
          "paths", "mart.path_daily");

  @Mixin private Measured cluster;

  @Option(
      names = "--events",
      defaultValue = "10000000",
      description = "Events of all days together. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--days",
      defaultValue = "5",
      description = "Days that they span. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each report is asked for. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description =
          "Events a second that land while reports are asked for again. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duckdb-memory",
      defaultValue = "4GB",
      description = "What DuckDB may use. Default: ${DEFAULT-VALUE}.")
  private String duckDbMemory;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    System.out.printf("%,d events in %d days, %s%n", events, days, Measured.load());
    return cluster.measure(this::measure);
  }

  private int measure() throws IOException, InterruptedException, SQLException {
    LocalDate last = FIRST.plusDays(days - 1L);
    String span = FIRST + ".." + last;
    Warehouse warehouse = new Warehouse(cluster);
    warehouse.land(FIRST.toString(), "PT%dH".formatted(24 * days), events);
    cluster.run("stream", "stop");

    Duration all = warehouse.run("workflow", "run", "daily", "--days", span);
    System.out.printf("raw to marts and reports     %8.1f s%n", seconds(all));
    Duration algorithms =
        warehouse.run(
            "workflow",
            "run",
            "daily",
            "--days",
            span,
            "--set",
            "only=curate",
            "--set",
            "up_to_date=keep");
    System.out.printf("curated to Spark's tables    %8.1f s%n", seconds(algorithms));
    Map<String, Long> ours = rows();

    Duration hive = plainHive(ours);
    Map<String, Duration> marts = hiveMarts();
    Map<String, Duration> byDuckDb = duckDb(ours);
    Duration duckDb = sum(byDuckDb);
    compare(marts, byDuckDb);
    System.out.printf(
        "Spark's tables by plain HiveQL: %.1f s, Millrace %.2f times that%n",
        seconds(hive), seconds(algorithms) / seconds(hive));
    System.out.printf(
        "raw to marts by DuckDB: %.1f s, Millrace %.2f times that; %s%n",
        seconds(duckDb), seconds(all) / seconds(duckDb), Measured.load());
    boolean good = warehouse.ask(FIRST, last, rounds);
    cluster.run("stream", "start");
    System.out.printf("the same while %,d events a second land:%n", rate);
    warehouse.askWhileLanding(FIRST, last, rounds, rate);
    return good ? 0 : 1;
  }

  /** The rows of each table that is compared. */
  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection hive = cluster.hive();
        Statement statement = hive.createStatement()) {
      for (String name : OF_ACTIVITY) {
        String table = name.replace('/', '.');
        String sites = table.equals("mart.retention") ? " WHERE site LIKE '%.example'" : "";
        rows.put(table, number(statement, "SELECT count(*) FROM " + table + sites));
      }
      rows.put("dw.sessions", number(statement, "SELECT count(*) FROM dw.sessions"));
    }
    return rows;
  }

  private Duration plainHive(Map<String, Long> ours) throws IOException, SQLException {
    Duration sum = Duration.ZERO;
    try (Connection hive = cluster.hive();
        Statement statement = hive.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS plain_hive CASCADE");
      statement.execute("CREATE DATABASE plain_hive");
      for (Path script : scripts()) {
        String name = script.getFileName().toString().replaceAll("^[0-9]+_|[.]hql$", "");
        String sql = HiveScript.read(script).statements().get(0);
        Duration took = timed(statement, sql.replace("DAYS", dates()));
        long rows = number(statement, "SELECT count(*) FROM plain_hive." + name);
        say("HiveQL", name, took, rows, ours.get(SAME_ROWS.getOrDefault(name, "")));
        sum = sum.plus(took);
      }
      statement.execute("DROP DATABASE plain_hive CASCADE");
    }
    return sum;
  }

  private Map<String, Duration> hiveMarts() throws IOException, SQLException {
    try (Connection hive = cluster.hive()) {
      return new HiveMarts(hive).make(dates());
    }
  }

  /** Prints mart by mart what HiveQL and DuckDB needed, each from what it makes marts of. */
  private static void compare(Map<String, Duration> marts, Map<String, Duration> byDuckDb) {
    System.out.printf("%-26s %10s %10s %8s%n", "mart by HiveQL", "Millrace", "DuckDB", "ratio");
    marts.forEach(
        (mart, took) ->
            System.out.printf(
                "%-26s %8.1f s %8.1f s %8.2f%n",
                mart,
                seconds(took),
                seconds(byDuckDb.get(mart)),
                seconds(took) / seconds(byDuckDb.get(mart))));
  }

  private static Duration sum(Map<String, Duration> times) {
    return times.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private Map<String, Duration> duckDb(Map<String, Long> ours) throws IOException, SQLException {
    Path folder = Checkout.target().resolve("measure/raw");
    delete(folder);
    Files.createDirectories(folder);
    cluster.run("hdfs", "dfs", "-get", "/millrace/raw/activity", folder.toString());
    Map<String, Duration> times = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET memory_limit = '%s'".formatted(duckDbMemory));
      statement.execute("SET temp_directory = '%s'".formatted(folder.resolveSibling("duckdb")));
      Map<String, Path> tables = new LinkedHashMap<>();
      tables.put("events", RESOURCES.resolve("measure/records.sql"));
      tables.put("sessions", RESOURCES.resolve("visits.sql"));
      for (String name : OF_ACTIVITY) {
        tables.put(name.replace('/', '.'), RESOURCES.resolve(name + ".sql"));
      }
      for (Map.Entry<String, Path> table : tables.entrySet()) {
        String sql =
            Files.readString(table.getValue())
                .replace("FOLDER", folder.resolve("activity").toString());
        boolean made = ours.containsKey(table.getKey());
        Duration took = timed(statement, made ? "CREATE OR REPLACE TABLE made AS " + sql : sql);
        String counted = made ? "made" : table.getKey();
        long rows = number(statement, "SELECT count(*) FROM " + counted);
        say("DuckDB", table.getKey(), took, rows, ours.get(table.getKey()));
        times.put(table.getKey(), took);
      }
    }
    delete(folder);
    return times;
  }

  private String dates() {
    return FIRST
        .datesUntil(FIRST.plusDays(days))
        .map(day -> "'" + day + "'")
        .collect(Collectors.joining(", "));
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("measure/hive"))) {
      return files.sorted().toList();
    }
  }

  private static Duration timed(Statement statement, String sql) throws SQLException {
    long begin = System.nanoTime();
    statement.execute(sql);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void say(String by, String name, Duration took, long rows, Long ours) {
    System.out.printf(
        "  %-6s %-26s %8.1f s %,12d rows%s%n",
        by,
        name,
        seconds(took),
        rows,
        ours == null ? "" : ours == rows ? ", as Millrace" : ", MILLRACE HAS %,d".formatted(ours));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
