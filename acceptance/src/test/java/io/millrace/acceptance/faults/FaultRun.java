package io.millrace.acceptance.faults;

import io.millrace.acceptance.Outcome;
import io.millrace.acceptance.faults.Plant.Planted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Breaks landing again and again under a continuous, counted stream of records, while a reader
 * looks, and holds what is there in the end against what was acknowledged.
 */
final class FaultRun {

  private static final Duration FIRST_BATCH_WITHIN = Duration.ofMinutes(2);
  private static final int MANY = 1_000;
  private static final Duration PLANT_SEEN_WITHIN = Duration.ofMinutes(2);

  private final FaultCluster cluster;
  private final FaultSettings settings;
  private final Consumer<String> told;
  private final FaultReport report = new FaultReport();
  private Inventory inventory;

  /**
   * @param told a line of progress at a time
   */
  FaultRun(FaultCluster cluster, FaultSettings settings, Consumer<String> told) {
    this.cluster = cluster;
    this.settings = settings;
    this.told = told;
  }

  /**
   * Runs on a cluster that is up, in which nothing else lands the feed.
   *
   * @param faults by the seed's random numbers
   * @param landing by the reader of the table
   */
  FaultReport run(Function<Random, FaultDeck> faults, Function<TableReader, Landing> landing)
      throws InterruptedException {
    Random random = new Random(settings.seed());
    cluster.declare();
    inventory = new Inventory(CountedProducer.ends(cluster.brokers(), FaultCluster.FEED));
    try (TableReader reader = new TableReader(cluster.jdbcUrl(), FaultCluster.FEED);
        Landing drivers = landing.apply(reader)) {
      try (CountedProducer producer =
          new CountedProducer(
              cluster.brokers(),
              FaultCluster.FEED,
              inventory,
              settings.seed(),
              settings.perSecond(),
              settings.timesFaster())) {
        producer.start();
        drivers.start();
        inject(faults.apply(random), new Scene(cluster, drivers, inventory, reader, random));
      }
      if (report.wrong().isEmpty()) {
        settle(drivers, reader);
      }
      report.fact(
          "%,d queries answered, %,d of the whole table; %,d not while a daemon was down; %d drivers ended."
              .formatted(
                  reader.queries(), reader.wholeQueries(), reader.unanswered(), drivers.deaths()));
    }
    return report;
  }

  /**
   * Spoils what a run has landed, and undoes it when a reader and the comparison have looked.
   *
   * @return what they noticed as wrong
   */
  List<String> noticed(Plant plant) throws InterruptedException {
    List<String> noticed = new ArrayList<>();
    try (TableReader reader = new TableReader(cluster.jdbcUrl(), FaultCluster.FEED)) {
      reader.start();
      reader.awaitWhole(1, PLANT_SEEN_WITHIN);
      Planted planted = plant.in(cluster, inventory);
      told.accept("planted: " + plant);
      reader.awaitWhole(MANY, PLANT_SEEN_WITHIN);
      reader.wrong().ifPresent(noticed::add);
      noticed.addAll(FinalSet.read(cluster.jdbcUrl(), FaultCluster.FEED, inventory).differences());
      Plant.undo(cluster, planted);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return noticed;
  }

  private void inject(FaultDeck deck, Scene scene) throws InterruptedException {
    while (inventory.acknowledged() == 0) {
      scene.wait(100, 100);
    }
    if (!scene.landing().awaitPublished(inventory.mark(), FIRST_BATCH_WITHIN)) {
      report.wrong("nothing has landed within " + FIRST_BATCH_WITHIN);
      return;
    }
    scene.reader().start();
    while (report.injected() < settings.faults() && report.wrong().isEmpty()) {
      Fault fault = deck.next();
      if (!inject(fault, scene)) {
        deck.missed(fault);
      }
    }
  }

  private boolean inject(Fault fault, Scene scene) throws InterruptedException {
    long began = System.nanoTime();
    boolean reached;
    try {
      reached = fault.inject(scene);
    } catch (IllegalStateException e) {
      report.wrong(fault, e.getMessage());
      return true;
    }
    long lifted = System.nanoTime();
    boolean published = scene.landing().awaitPublished(inventory.mark(), settings.recoverWithin());
    Duration after = Duration.ofNanos(System.nanoTime() - lifted);
    Optional<String> seen = scene.reader().wrong();
    seen.ifPresent(what -> report.wrong(fault, what));
    if (!published) {
      report.wrong(
          fault,
          "not recovered within %s s: published %s, acknowledged %s"
              .formatted(
                  settings.recoverWithin().toSeconds(),
                  scene.landing().position(),
                  inventory.mark().ends()));
    }
    if (!reached) {
      report.notReached(fault);
    } else if (report.wrong().isEmpty()) {
      report.recovered(fault, after);
    }
    told.accept(
        "%4s of %d  %-55s %5s s, recovered in %5s s;  %,9d sent, %,9d seen in query %,d"
            .formatted(
                reached ? report.injected() : "-",
                settings.faults(),
                fault.kind(),
                FaultReport.seconds(Duration.ofNanos(lifted - began)),
                FaultReport.seconds(after),
                inventory.acknowledged(),
                scene.reader().rows(),
                scene.reader().queries()));
    return reached;
  }

  /** Everything lands, the reader sees it, and it is compared record by record. */
  private void settle(Landing drivers, TableReader reader) throws InterruptedException {
    if (!drivers.awaitPublished(inventory.mark(), settings.recoverWithin())) {
      report.wrong("the last records do not land");
    }
    reader.awaitWhole(1, Duration.ofMinutes(2));
    reader.wrong().ifPresent(report::wrong);
    try {
      FinalSet set = FinalSet.read(cluster.jdbcUrl(), FaultCluster.FEED, inventory);
      set.differences().forEach(report::wrong);
      report.fact(
          "%,d records acknowledged = %,d landed + %,d quarantined."
              .formatted(inventory.acknowledged(), set.landed(), set.quarantined()));
      if (inventory.acknowledged() != set.landed() + set.quarantined()) {
        report.wrong("the sums differ");
      }
      if (reader.rows() != set.rows()) {
        report.wrong("the last count was " + reader.rows());
      }
    } catch (SQLException e) {
      report.wrong("the table cannot be read: " + e.getMessage());
    }
    Outcome audit = cluster.millrace().run("audit", "--feed", FaultCluster.FEED);
    if (audit.exitCode() != 0) {
      report.wrong("audit: " + audit.out() + audit.err());
    }
    report.fact("audit ended with %d.".formatted(audit.exitCode()));
  }
}
