package io.millrace.warehouse.publish;

import io.millrace.model.quality.Quality;
import io.millrace.warehouse.quality.Gate;
import io.millrace.warehouse.quality.Staged;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;

/** Swaps in what the marts' scripts wrote beside what readers see. */
public final class Marts {

  /** What the metastore is asked besides {@link Partitions}. */
  public interface Catalog extends Partitions {

    /** Whether there is such a table. */
    boolean exists(TableName table) throws PublishException;

    /** Forgets an external table; its files stay. */
    void drop(TableName table) throws PublishException;
  }

  /**
   * The scripts of hql/marts by name, with the marts that each writes. Each is one action of the
   * daily workflow.
   */
  public static final SortedMap<String, List<String>> SCRIPTS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "activity",
                  List.of(
                      "page_daily",
                      "section_daily",
                      "session_daily",
                      "geography_daily",
                      "referrer_daily",
                      "element_daily",
                      "peak_hours",
                      "performance_hourly",
                      "heatmap_daily"),
                  "records",
                  List.of("revenue_daily", "fraud_daily", "ingest_daily"))));

  /** Every mart that the daily workflow writes by HiveQL. */
  public static final List<String> TABLES =
      SCRIPTS.values().stream().flatMap(List::stream).toList();

  /** The feeds whose tables the scripts and the reports read, whether they are applied or not. */
  public static final List<String> FEEDS = List.of("activity", "orders", "transactions");

  private static final String DATABASE = "mart";

  private final Catalog catalog;
  private final Publisher publisher;
  private final Quality quality;
  private final Gate gate;

  /**
   * @param grace how long replaced generations stay
   * @param quality what is asked of the marts
   * @param gate measures and judges it
   */
  public Marts(
      Catalog catalog,
      FileSystem files,
      String root,
      Duration grace,
      Quality quality,
      Gate gate,
      Clock clock) {
    this.catalog = catalog;
    this.quality = quality;
    this.gate = gate;
    this.publisher = new Publisher(catalog, files, root, grace, clock);
  }

  /**
   * Publishes a generation's days of every mart that passes its checks. A day without rows gets an
   * empty partition. After a failure, or a kill at any point, doing it again finishes it.
   *
   * @throws PublishException also when a blocking check failed: that mart is as it was then, and
   *     the others are published
   */
  public void publish(Generation generation, List<LocalDate> days)
      throws PublishException, IOException {
    SortedSet<PartitionKey> keys =
        days.stream().map(PartitionKey::of).collect(Collectors.toCollection(TreeSet::new));
    List<Staged> written = new ArrayList<>();
    for (String mart : TABLES) {
      TableName table = new TableName(DATABASE, mart);
      TableName next = next(table, generation);
      if (catalog.exists(next)) {
        written.add(
            new Staged(
                table,
                Optional.of(next.toString()),
                next.toString(),
                keys,
                quality.of(table.toString())));
      } else {
        requirePublished(table, generation, keys);
      }
    }
    gate.check(written.stream().filter(mart -> !mart.checks().isEmpty()).toList());
    Map<LocalDate, SortedSet<String>> causes = publisher.causes(generation);
    for (Staged mart : written) {
      if (!gate.holds(mart.table())) {
        publish(mart.table(), generation, keys, causes);
      }
    }
    gate.requireGood();
  }

  /**
   * @param causes the landing batches because of which the run restated what the marts of a day are
   *     made from
   */
  private void publish(
      TableName table,
      Generation generation,
      SortedSet<PartitionKey> keys,
      Map<LocalDate, SortedSet<String>> causes)
      throws PublishException, IOException {
    TableName next = next(table, generation);
    publisher.sweep(table, generation);
    Set<PartitionKey> written = catalog.partitions(next);
    publisher.publish(
        table,
        generation,
        keys.stream()
            .collect(
                Collectors.toMap(
                    key -> key,
                    key ->
                        Written.uncounted(
                            written.contains(key),
                            causes.getOrDefault(key.day(), Collections.emptySortedSet())))));
    // Last: as long as it is there, a repeated run knows that there may be something left to do.
    catalog.drop(next);
    publisher.folder(table).clear(generation);
  }

  private static TableName next(TableName table, Generation generation) {
    return new TableName(DATABASE, generation.nextTable(table.table()));
  }

  private void requirePublished(
      TableName table, Generation generation, SortedSet<PartitionKey> keys)
      throws PublishException {
    Map<PartitionKey, Published> there = catalog.published(table, keys);
    for (PartitionKey key : keys) {
      Published current = there.get(key);
      if (current == null || !current.location().endsWith("/" + generation.name())) {
        throw new PublishException(
            "There is no generation %s of %s for %s: run hql/marts/%s.hql for it first."
                .formatted(generation.name(), table, key, scriptOf(table)));
      }
    }
  }

  private static String scriptOf(TableName table) {
    return SCRIPTS.entrySet().stream()
        .filter(script -> script.getValue().contains(table.table()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
