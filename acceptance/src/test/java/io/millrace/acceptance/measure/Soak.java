package io.millrace.acceptance.measure;

import io.millrace.acceptance.Millrace;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Landing under a steady stream: does it keep up, and stay as it was? */
@Command(
    name = "soak",
    description = {
      "Generated activity at an even rate, landed by the application on YARN.",
      "Says how far landing was behind, in records and in batches, what driver and executor held"
          + " after a collection at a quarter of the time and at its end, and how long batches took"
          + " in an early and in the last part of it. What must hold: at most 3 batches behind,"
          + " heap at most 1.1 times as much, batches no longer than 1.25 times as long."
    },
    mixinStandardHelpOptions = true)
final class Soak implements Callable<Integer> {

  private static final String FEED = "activity";
  private static final double MOST_BATCHES_BEHIND = 3;
  private static final double MOST_HEAP_GROWTH = 1.1;
  private static final double MOST_BATCH_GROWTH = 1.25;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** What the topic held at some time. */
  private record Look(Instant at, long records) {}

  @Mixin private Measured cluster;

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "Records a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "PT20M",
      description = "How long. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  private final List<Look> looks = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    System.out.printf("%,d records a second for %s, %s%n", rate, duration, Measured.load());
    return cluster.measure(this::measure);
  }

  private int measure() throws InterruptedException, SQLException {
    Millrace.Running generator =
        cluster
            .millrace()
            .start(
                "generate",
                FEED,
                "--rate",
                Integer.toString(rate),
                "--duration",
                duration.toString());
    try (TopicEnds ends = new TopicEnds(cluster.brokers(), FEED)) {
      long before = ends.sum();
      while (ends.sum() == before && !generator.ended()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      Instant began = Instant.now();
      look(ends, began.plus(duration.dividedBy(4)));
      Map<String, Long> early = Heap.afterCollection(cluster.millrace().home());
      look(ends, began.plus(duration));
      Map<String, Long> late = Heap.afterCollection(cluster.millrace().home());
      generator.await(Duration.ofMinutes(2));
      System.out.printf("At the end: %s%n", Measured.load());
      try (Connection hive = cluster.hive()) {
        return judge(CommittedBatches.of(hive, FEED), began, early, late);
      }
    }
  }

  private void look(TopicEnds ends, Instant until) throws InterruptedException {
    while (Instant.now().isBefore(until)) {
      looks.add(new Look(Instant.now(), ends.sum()));
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private int judge(
      CommittedBatches all, Instant began, Map<String, Long> early, Map<String, Long> late) {
    Instant settled = began.plus(duration.dividedBy(10));
    CommittedBatches first = all.between(settled, began.plus(duration.dividedBy(4)));
    CommittedBatches last =
        all.between(began.plus(duration.multipliedBy(17).dividedBy(20)), began.plus(duration));
    Figures behind =
        Figures.of(
            looks.stream()
                .filter(look -> look.at().isAfter(settled))
                .map(look -> Math.max(0, look.records() - all.visible(look.at())))
                .toList());
    long batch = Math.max(1, all.between(settled, began.plus(duration)).records().median());
    double batchesBehind = (double) behind.most() / batch;
    double growth = (double) last.millis().median() / Math.max(1, first.millis().median());
    System.out.printf(
        "behind: median %,d, most %,d records; a batch has %,d: at most %.1f batches%n",
        behind.median(), behind.most(), batch, batchesBehind);
    System.out.printf(
        "batches, ms from reading to readers: median %,d (%d batches) in minutes %s, median %,d"
            + " (%d) in %s: %.2f times%n",
        first.millis().median(),
        first.batches().size(),
        minutes(0.1, 0.25),
        last.millis().median(),
        last.batches().size(),
        minutes(0.85, 1),
        growth);
    boolean good = batchesBehind <= MOST_BATCHES_BEHIND && growth <= MOST_BATCH_GROWTH;
    for (Map.Entry<String, Long> process : early.entrySet()) {
      long then = late.getOrDefault(process.getKey(), 0L);
      double times = (double) then / process.getValue();
      System.out.printf(
          "heap of the %s after a collection: %,d KiB, then %,d KiB: %.2f times%n",
          process.getKey(), process.getValue(), then, times);
      good &= times <= MOST_HEAP_GROWTH;
    }
    good &= !early.isEmpty() && early.keySet().equals(late.keySet());
    System.out.println(good ? "It holds." : "IT DOES NOT HOLD.");
    return good ? 0 : 1;
  }

  private String minutes(double from, double until) {
    double all = duration.toSeconds() / 60.0;
    return "%.1f to %.1f".formatted(from * all, until * all);
  }
}
