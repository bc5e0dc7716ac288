package io.millrace.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code acceptance/kills}. */
@Command(
    name = "kills",
    description = {
      "Kills what computes a day while it does, and looks whether a reader notices.",
      "Brings up a cluster of its own, runs the demo, and then the workflow daily of one of its"
          + " days again and again. In each run one thing is killed at a seeded moment: Oozie's"
          + " server, a launcher, the Spark driver, HiveServer2, the metastore. The run must succeed"
          + " by itself or by one rerun and leave all tables as they were, while a reader who asks"
          + " for figures of the day sees the same all the time.",
      "Ends with 0 when nothing was wrong, 1 when something was, 2 after wrong arguments."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class Kills implements Callable<Integer> {

  private static final String DAY = "2015-05-18";

  @Option(
      names = "--seed",
      description = "Repeats the moments of a run; by default the time, and said.")
  private Long seed;

  @Option(
      names = "--each",
      defaultValue = "5",
      description = "How often each is killed. Default: ${DEFAULT-VALUE}.")
  private int each;

  @Option(
      names = "--victims",
      split = ",",
      description = "Only these of: ${COMPLETION-CANDIDATES}.")
  private List<Victim> victims = List.of(Victim.values());

  @Option(
      names = "--port-offset",
      defaultValue = "12500",
      description = "Added to the ports of all daemons. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private LeaveUp leaveUp;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Kills()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path home = Checkout.target().resolve("kills/home");
    Millrace millrace = Millrace.fresh(home, portOffset);
    long from = seed == null ? Instant.now().getEpochSecond() : seed;
    System.out.printf("Seed %d, %d kills%n", from, each * victims.size());
    int wrong = 0;
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (end) {
      Outcome demo = millrace.run("demo").orThrow();
      System.out.printf("The demo took %s%n", words(demo.took()));
      KilledDay day = new KilledDay(millrace, DAY);
      Random random = new Random(from);
      for (int round = 0; round < each; round++) {
        for (Victim victim : victims) {
          KilledDay.Strike strike = KilledDay.Strike.random(victim, random);
          KilledDay.Ending ending = day.run(List.of(strike));
          System.out.printf(
              "  %-42s %s, in %s, reader answered %d times%n",
              strike,
              ending.reruns() == 0 ? "ended well by itself" : "ended well by a rerun",
              words(ending.took()),
              ending.answers());
          ending.wrong().forEach(what -> System.out.println("    WRONG: " + what));
          wrong += ending.wrong().size();
        }
      }
    }
    System.out.printf(
        wrong == 0 ? "Nothing was wrong. Seed %d%n" : "Something was wrong. Repeat it: --seed %d%n",
        from);
    return wrong == 0 ? 0 : 1;
  }

  private static String words(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
