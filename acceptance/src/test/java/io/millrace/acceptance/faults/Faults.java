package io.millrace.acceptance.faults;

import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.LeaveUp;
import io.millrace.acceptance.Millrace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code acceptance/faults}. */
@Command(
    name = "faults",
    description = {
      "Breaks landing on purpose, again and again, and looks whether a reader notices.",
      "Brings up a cluster of its own, sends numbered records without a pause, and injects seeded"
          + " faults one after another, while HiveServer2 is asked for count(*) and"
          + " count(DISTINCT kafka_partition, kafka_offset) of the table and of each hour: they may"
          + " never differ, and never fall. In the end the table must hold exactly what the broker"
          + " acknowledged, and `millrace audit` must be clean.",
      "Ends with 0 when nothing was wrong, 1 when something was, 2 after wrong arguments."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class Faults implements Callable<Integer> {

  @Option(
      names = "--seed",
      description = "Repeats the faults of a run; by default the time, and said.")
  private Long seed;

  @Option(
      names = "--faults",
      defaultValue = "200",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int faults;

  @Option(
      names = "--where",
      defaultValue = "local",
      description =
          "local: a driver in a process of its own, which dies at every step. yarn: the application"
              + " as users start it, whose processes are killed. Default: local.")
  private Where where;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Records a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--clock",
      defaultValue = "120",
      description =
          "Seconds of event time in a second, so that hours pass. Default: ${DEFAULT-VALUE}.")
  private int clock;

  @Option(
      names = "--recover-within",
      defaultValue = "PT2M",
      description = "How long landing may take after a fault. Default: ${DEFAULT-VALUE}.")
  private Duration recoverWithin;

  @Option(
      names = "--plant",
      description =
          "Spoils the table in the end, by a duplicate or a loss; the run must then fail. Default:"
              + " nothing is spoiled.")
  private Optional<Plant> plant = Optional.empty();

  @Option(
      names = "--home",
      description =
          "State folder of the cluster, used as it is. Default: acceptance/target/faults/home,"
              + " emptied first.")
  private Path home;

  @Option(
      names = "--port-offset",
      defaultValue = "12500",
      description = "Added to the ports of all daemons. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private LeaveUp leaveUp;

  /** What lands. */
  enum Where {
    LOCAL,
    YARN
  }

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Faults()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path target = Checkout.target().resolve("faults");
    FaultSettings settings =
        new FaultSettings(
            seed == null ? Instant.now().getEpochSecond() : seed,
            faults,
            rate,
            clock,
            recoverWithin);
    Millrace millrace =
        home == null
            ? Millrace.fresh(target.resolve("home"), portOffset)
            : new Millrace(home, portOffset);
    System.out.printf("Seed %d, %d faults%n", settings.seed(), settings.faults());
    FaultReport report;
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (end;
        FaultCluster cluster = new FaultCluster(millrace)) {
      cluster.up();
      FaultRun run = new FaultRun(cluster, settings, System.out::println);
      report =
          where == Where.YARN
              ? run.run(FaultDeck::onYarn, reader -> new YarnApplication(cluster, reader))
              : run.run(
                  FaultDeck::everything,
                  reader -> new Drivers(new DriverLaunch(millrace, target.resolve("logs"))));
      if (plant.isPresent()) {
        run.noticed(plant.get()).forEach(report::wrong);
      }
    }
    report.lines().forEach(System.out::println);
    boolean good = report.wrong().isEmpty();
    System.out.printf(
        good ? "Nothing was wrong. Seed %d%n" : "Something was wrong. Repeat it: --seed %d%n",
        settings.seed());
    return good ? 0 : 1;
  }
}
