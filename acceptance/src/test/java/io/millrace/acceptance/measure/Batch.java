package io.millrace.acceptance.measure;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An hour curated, its day's marts made, and those asked by one warm session. */
@Command(
    name = "batch",
    description = {
      "Generated activity of one hour, landed, curated by workflow hourly and brought to marts and"
          + " reports by workflow daily, launchers and all; then every report that asks marts, from"
          + " a session that has asked before, with streaming stopped.",
      "What must hold: an hour of 1,000,000 events and its marts in 4 minutes, reports in 1 second"
          + " (median) and 2 seconds (95 of 100), the first one of a new connection in 4 seconds."
    },
    mixinStandardHelpOptions = true)
final class Batch implements Callable<Integer> {

  private static final LocalDate DAY = LocalDate.parse("2026-01-15");
  private static final String HOUR = DAY + "T10";
  private static final Duration MOST_FOR_THE_HOUR = Duration.ofMinutes(4);

  @Mixin private Measured cluster;

  @Option(
      names = "--events",
      defaultValue = "1000000",
      description = "Events of the hour. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--history",
      defaultValue = "0",
      description =
          "Days before it, which are computed first and not measured. Default: ${DEFAULT-VALUE}.")
  private int history;

  @Option(
      names = "--history-events",
      defaultValue = "10000",
      description = "Events of each of those days. Default: ${DEFAULT-VALUE}.")
  private int historyEvents;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each report is asked for. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    System.out.printf(
        "%,d events in an hour, %,d days before it, %s%n", events, history, Measured.load());
    return cluster.measure(this::measure);
  }

  private int measure() throws IOException, InterruptedException, SQLException {
    Warehouse warehouse = new Warehouse(cluster);
    if (history > 0) {
      LocalDate first = DAY.minusDays(history);
      warehouse.land(first.toString(), "PT" + 24L * history + "H", (long) history * historyEvents);
      warehouse.run("workflow", "backfill", "--from", first, "--to", DAY.minusDays(1), "--yes");
    }
    warehouse.land(HOUR + ":00:00Z", "PT1H", events);
    Duration hour = warehouse.run("workflow", "run", "hourly", "--hours", HOUR + ".." + HOUR);
    Duration day =
        warehouse.run("workflow", "run", "daily", "--days", DAY, "--set", "up_to_date=keep");
    Duration both = hour.plus(day);
    System.out.printf(
        "curated in %.1f s, marts and reports in %.1f s: %.1f s of %d s%n",
        hour.toMillis() / 1e3,
        day.toMillis() / 1e3,
        both.toMillis() / 1e3,
        MOST_FOR_THE_HOUR.toSeconds());
    cluster.run("stream", "stop");
    boolean good = both.compareTo(MOST_FOR_THE_HOUR) <= 0;
    good &= warehouse.ask(DAY, DAY, rounds);
    System.out.println(good ? "It holds." : "IT DOES NOT HOLD.");
    return good ? 0 : 1;
  }
}
