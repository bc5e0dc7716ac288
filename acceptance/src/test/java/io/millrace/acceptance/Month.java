package io.millrace.acceptance;

import io.millrace.acceptance.GeneratedWorld.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code acceptance/month}. */
@Command(
    name = "month",
    description = {
      "A month of generated records, late, repeated and broken ones among them, is caught up by the"
          + " schedule, day by day, and each table compared with what DuckDB makes of the"
          + " generators' own files.",
      "Brings up a cluster of its own. The days are those of the coordinator daily, which finds all"
          + " of them due at once.",
      "Ends with 0 when every table is equal, 1 when one is not or a day was not made, 2 after wrong"
          + " arguments."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class Month implements Callable<Integer> {

  /** A Sunday: with the next day another week begins. */
  private static final LocalDate FIRST = LocalDate.parse("2026-01-04");

  /** The Monday of its week, which is the partition of what is made by week. */
  private static final LocalDate FIRST_WEEK = LocalDate.parse("2025-12-29");

  private static final int MOST_SHOWN = 3;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--events",
      defaultValue = "40000",
      description =
          "Events of a day; with few of them some hours have none, and a history closes only hours"
              + " that it touches. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--at-once",
      defaultValue = "2",
      description = "Days that may run at once. Default: ${DEFAULT-VALUE}.")
  private int atOnce;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Decides the records. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--port-offset",
      defaultValue = "14000",
      description = "Added to the ports of all daemons. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private LeaveUp leaveUp;

  private Millrace millrace;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Month()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    millrace = Millrace.fresh(Checkout.target().resolve("month/home"), portOffset);
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (end) {
      millrace.run("up").orThrow();
      millrace.run("stream", "start").orThrow();
      GeneratedWorld world = world();
      long begin = System.nanoTime();
      world.generate(millrace, LONGEST);
      try (Hive hive = hive()) {
        world.awaitLanded(hive, dates(), LONGEST);
      }
      System.out.printf("%s landed in %s%n", world.delivered(), since(begin));
      begin = System.nanoTime();
      int made = catchUp();
      System.out.printf("%d of %d days in %s, %d at once%n", made, days, since(begin), atOnce);
      int wrong = days - made + differences(world);
      System.out.println(wrong == 0 ? "Every table is equal." : "NOT EQUAL.");
      return wrong == 0 ? 0 : 1;
    }
  }

  private GeneratedWorld world() {
    Path folder = Checkout.target().resolve("month/records");
    String begin = FIRST.toString();
    String span = "PT%dH".formatted(24L * days);
    String number = Long.toString(seed);
    return new GeneratedWorld(
        folder,
        List.of(
            Run.of("activity", "activity-1", begin, span, "--seed", number, "--count", count(10)),
            Run.of("orders", "orders", begin, span, "--seed", number, "--count", count(1)),
            Run.of(
                "transactions",
                "transactions",
                begin,
                span,
                "--seed",
                number,
                "--count",
                count(2),
                "--fraud",
                "0.05")),
        0.01);
  }

  private String count(int tenths) {
    return Long.toString((long) events * days * tenths / 10);
  }

  /** Has the schedule make all days, and waits for them; gives how many it made. */
  private int catchUp() throws InterruptedException {
    LocalDate end = FIRST.plusDays(days);
    millrace
        .run(
            "workflow",
            "schedule",
            "--from",
            FIRST.toString(),
            "--feeds",
            "activity",
            "--set",
            "end=" + end + "T00:01Z",
            "--set",
            "hourly_start=" + end + "T00:00Z",
            "--set",
            "daily_throttle=" + days,
            "--set",
            "daily_concurrency=" + atOnce)
        .orThrow();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(15L + 5L * days);
    while (true) {
      List<String> ended =
          new Oozie(millrace.port(11000))
              .workflows().stream()
                  .filter(workflow -> workflow.name().equals("daily"))
                  .map(Oozie.Workflow::status)
                  .filter(status -> !Set.of("PREP", "RUNNING", "SUSPENDED").contains(status))
                  .toList();
      if (ended.size() >= days || System.nanoTime() > deadline) {
        return (int) ended.stream().filter("SUCCEEDED"::equals).count();
      }
      TimeUnit.SECONDS.sleep(5);
    }
  }

  private int differences(GeneratedWorld world) throws IOException, SQLException {
    int wrong = 0;
    try (DuckDb duckDb = DuckDb.of(world.folder());
        Hive hive = hive()) {
      for (String table : DuckDb.tables()) {
        wrong += differences(hive, table, duckDb.answer(table.replace('.', '/')));
      }
    }
    Outcome audit = millrace.run(world.audit(world.delivered().keySet()));
    System.out.println(audit.out() + audit.err());
    return wrong + (audit.exitCode() == 0 ? 0 : 1);
  }

  /** Compares a table row by row; gives 0, or 1 when it is not equal. */
  private int differences(Hive hive, String table, DuckDb.Answer expected) {
    String query =
        "SELECT %s FROM %s WHERE dt %s"
            .formatted(String.join(", ", expected.columns()), table, dates());
    List<List<String>> rows = DuckDb.Answer.comparable(hive.rows(query));
    if (rows.equals(expected.rows())) {
      System.out.printf("%-26s %,9d rows, equal%n", table, rows.size());
      return 0;
    }
    System.out.printf(
        "%-26s %,9d rows, NOT EQUAL to the %,d of DuckDB%n",
        table, rows.size(), expected.rows().size());
    show("only in Hive", rows, expected.rows());
    show("only in DuckDB", expected.rows(), rows);
    return 1;
  }

  private static void show(String where, List<List<String>> these, List<List<String>> others) {
    Set<List<String>> only = new LinkedHashSet<>(these);
    only.removeAll(new LinkedHashSet<>(others));
    System.out.printf("  %s: %,d%n", where, only.size());
    new ArrayList<>(only)
        .stream().limit(MOST_SHOWN).forEach(row -> System.out.println("    " + row));
  }

  private Hive hive() {
    return new Hive(millrace.port(10000));
  }

  private String dates() {
    return "BETWEEN '%s' AND '%s'".formatted(FIRST_WEEK, FIRST.plusDays(days - 1L));
  }

  private static String since(long begin) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return "%d:%02d".formatted(took.toMinutes(), took.toSecondsPart());
  }
}
