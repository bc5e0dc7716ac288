package io.millrace.acceptance.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.Outcome;
import io.millrace.cli.report.Report;
import io.millrace.cli.report.Reports;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A warehouse of generated activity: filled, computed and asked. */
final class Warehouse {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final long MOST_MEDIAN_MILLIS = 1000;
  private static final long MOST_P95_MILLIS = 2000;
  private static final long MOST_FIRST_MILLIS = 4000;
  private static final int NEW_CONNECTIONS = 5;
  private static final int WARM_SECONDS = 60;

  private final Measured cluster;

  Warehouse(Measured cluster) {
    this.cluster = cluster;
  }

  /** Generates records and waits until readers see them. */
  void land(String start, String duration, long count)
      throws IOException, InterruptedException, SQLException {
    String day = start.substring(0, 10);
    long before = rows(day);
    Path inventory = Checkout.target().resolve("measure/inventory.json");
    Files.deleteIfExists(inventory);
    run(
        "generate",
        "activity",
        "--start",
        start,
        "--duration",
        duration,
        "--count",
        count,
        "--inventory",
        inventory);
    // visits that go on behind the span are cut off: there are somewhat fewer than asked for
    long delivered =
        new ObjectMapper().readTree(inventory.toFile()).path("delivered").path("records").asLong();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (rows(day) - before < delivered) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %,d of %,d landed".formatted(rows(day) - before, delivered));
      }
      TimeUnit.SECONDS.sleep(2);
    }
    System.out.printf("%,d events from %s on have landed%n", delivered, start);
  }

  private long rows(String since) throws SQLException {
    try (Connection hive = cluster.hive();
        Statement statement = hive.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM raw.activity WHERE dt >= '%s'".formatted(since))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Runs a command of the product, and says how long it took. */
  Duration run(Object... arguments) {
    String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    Outcome outcome = cluster.millrace().start(texts).await(LONGEST);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome.took();
  }

  private static Map<String, String> reports(LocalDate first, LocalDate last) throws IOException {
    Map<String, String> queries = new TreeMap<>();
    for (Report report : new Reports(new io.millrace.cli.Checkout(Checkout.root())).all()) {
      String query = report.query(Days.parse(first + ".." + last), Map.of());
      if (query.contains("mart.") && !query.contains("dw.")) {
        queries.put(report.name(), query);
      }
    }
    return queries;
  }

  /**
   * Has every report that reads marts asked by a session that has asked each before.
   *
   * @param rounds how often each
   * @return whether they are as fast as they must be
   */
  boolean ask(LocalDate from, LocalDate to, int rounds) throws IOException, SQLException {
    Map<String, String> queries = reports(from, to);
    List<Long> first = new ArrayList<>();
    for (int i = 0; i < NEW_CONNECTIONS; i++) {
      long began = System.nanoTime();
      try (Connection hive = cluster.hive()) {
        ask(hive, queries.values().iterator().next());
      }
      first.add(millisSince(began));
    }
    List<Long> all = new ArrayList<>();
    try (Connection hive = cluster.hive()) {
      for (String query : queries.values()) {
        ask(hive, query);
      }
      for (Map.Entry<String, String> query : queries.entrySet()) {
        List<Long> own = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          own.add(ask(hive, query.getValue()));
        }
        all.addAll(own);
        System.out.printf("%-26s median %,6d ms%n", query.getKey(), Figures.of(own).median());
      }
    }
    Figures figures = Figures.of(all);
    System.out.printf(
        "%d reports asked %d times: median %,d ms, 95 of 100 within %,d ms, most %,d ms; the first of a new connection %,d ms; %s%n",
        queries.size(),
        rounds,
        figures.median(),
        figures.quantile(0.95),
        figures.most(),
        Figures.of(first).median(),
        Measured.load());
    return figures.median() <= MOST_MEDIAN_MILLIS
        && figures.quantile(0.95) <= MOST_P95_MILLIS
        && Figures.of(first).median() <= MOST_FIRST_MILLIS;
  }

  /** The same questions while events land that are of no concern to them. */
  void askWhileLanding(LocalDate from, LocalDate to, int rounds, int rate)
      throws IOException, InterruptedException, SQLException {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    cluster
        .millrace()
        .start("generate", "activity", "--rate", Integer.toString(rate), "--duration", "PT1H");
    try {
      // landing has the reports' processor time only once it is warm itself
      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (rows(today) < (long) rate * WARM_SECONDS) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("only %,d events landed".formatted(rows(today)));
        }
        TimeUnit.SECONDS.sleep(2);
      }
      ask(from, to, rounds);
    } finally {
      cluster.millrace().endAll();
    }
  }

  /** Milliseconds to the last row. */
  private static long ask(Connection hive, String query) throws SQLException {
    long began = System.nanoTime();
    try (Statement statement = hive.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
    return millisSince(began);
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }
}
