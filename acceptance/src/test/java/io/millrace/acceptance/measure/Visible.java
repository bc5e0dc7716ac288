package io.millrace.acceptance.measure;

import io.millrace.acceptance.Millrace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From the broker's append to a query's answer. */
@Command(
    name = "visible",
    description = {
      "How long after a record is on Kafka a query over HiveServer2 has counted it.",
      "Generated activity at an even rate, landed by the application on YARN with default settings,"
          + " while the greatest offset of each partition in the open hour is asked for, again and"
          + " again. A record counts as visible when the first answer that covers it is there;"
          + " nothing is subtracted, neither the query's own time nor the wait for the next one."
          + " What must hold: p50 at most 5 s, p99 at most 12 s."
    },
    mixinStandardHelpOptions = true)
final class Visible implements Callable<Integer> {

  private static final String FEED = "activity";
  private static final long MOST_P50_MILLIS = 5_000;
  private static final long MOST_P99_MILLIS = 12_000;
  private static final Duration SETTLING = Duration.ofMinutes(3);

  @Mixin private Measured cluster;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Records a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "PT5M",
      description = "How long, after three minutes to warm up. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  private final List<Long> waits = new ArrayList<>();
  private final List<Long> polls = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    System.out.printf("%,d records a second for %s, %s%n", rate, duration, Measured.load());
    return cluster.measure(this::measure);
  }

  private int measure() throws SQLException {
    watch();
    Figures wait = Figures.of(waits);
    Figures poll = Figures.of(polls);
    System.out.printf(
        "%,d records, ms from Kafka's append to the answer: p50 %,d, p90 %,d, p99 %,d, most %,d%n",
        waits.size(), wait.median(), wait.quantile(0.9), wait.quantile(0.99), wait.most());
    System.out.printf(
        "%,d queries, ms: median %,d, p99 %,d, most %,d; %s%n",
        polls.size(), poll.median(), poll.quantile(0.99), poll.most(), Measured.load());
    boolean good =
        !waits.isEmpty()
            && wait.median() <= MOST_P50_MILLIS
            && wait.quantile(0.99) <= MOST_P99_MILLIS;
    System.out.println(good ? "It holds." : "IT DOES NOT HOLD.");
    return good ? 0 : 1;
  }

  private void watch() throws SQLException {
    Duration whole = SETTLING.plus(duration);
    try (ArrivalTimes arrivals = new ArrivalTimes(cluster.brokers(), FEED);
        Connection hive = cluster.hive();
        Statement statement = hive.createStatement()) {
      Millrace.Running generator =
          cluster
              .millrace()
              .start(
                  "generate",
                  FEED,
                  "--rate",
                  Integer.toString(rate),
                  "--duration",
                  whole.toString());
      Instant counted = Instant.now().plus(SETTLING);
      Instant end = Instant.now().plus(whole);
      while (Instant.now().isBefore(end)) {
        ask(statement, arrivals, counted);
      }
      generator.await(Duration.ofMinutes(1));
    }
  }

  private void ask(Statement statement, ArrivalTimes arrivals, Instant counted)
      throws SQLException {
    ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);
    long asked = System.currentTimeMillis();
    List<long[]> greatest = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT kafka_partition, max(kafka_offset) FROM raw.%s
            WHERE (%s) OR (%s) GROUP BY kafka_partition
            """
                .formatted(FEED, hour(now), hour(now.minusHours(1))))) {
      while (rows.next()) {
        greatest.add(new long[] {rows.getInt(1), rows.getLong(2)});
      }
    }
    long answered = System.currentTimeMillis();
    for (long[] row : greatest) {
      List<Long> appended = arrivals.seen((int) row[0], row[1]);
      appended.stream()
          .filter(at -> at >= counted.toEpochMilli())
          .forEach(at -> waits.add(answered - at));
    }
    if (asked >= counted.toEpochMilli()) {
      polls.add(answered - asked);
    }
  }

  private static String hour(ZonedDateTime time) {
    return "dt = '%s' AND hour = '%02d'".formatted(time.toLocalDate(), time.getHour());
  }
}
