package io.millrace.warehouse.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;

/** Swaps in what the marts' scripts wrote beside what readers see. */
public final class Marts {

  /** What the metastore is asked besides {@link Partitions}. */
  public interface Catalog extends Partitions {

    /** Whether there is such a table. */
    boolean exists(TableName table) throws PublishException;

    /** The partitions that exist. */
    Set<PartitionKey> partitions(TableName table) throws PublishException;

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
                  "commerce",
                  List.of("revenue_daily", "fraud_daily"),
                  "ingest",
                  List.of("ingest_daily"))));

  /** Every mart that the daily workflow writes by HiveQL. */
  public static final List<String> TABLES =
      SCRIPTS.values().stream().flatMap(List::stream).toList();

  /** The feeds whose tables the scripts and the reports read, whether they are applied or not. */
  public static final List<String> FEEDS = List.of("activity", "orders", "transactions");

  private static final String DATABASE = "mart";

  private final Catalog catalog;
  private final Publisher publisher;

  public Marts(Catalog catalog, FileSystem files, String root, Duration grace, Clock clock) {
    this.catalog = catalog;
    this.publisher = new Publisher(catalog, files, root, grace, clock);
  }

  /**
   * Publishes a generation's days of every mart. A day without rows gets an empty partition. After
   * a failure, or a kill at any point, doing it again finishes it.
   */
  public void publish(Generation generation, List<LocalDate> days)
      throws PublishException, IOException {
    Map<LocalDate, SortedSet<String>> causes = publisher.causes(generation);
    for (String mart : TABLES) {
      publish(mart, generation, days, causes);
    }
  }

  /**
   * @param causes the landing batches because of which the run restated what the marts of a day are
   *     made from
   */
  private void publish(
      String mart,
      Generation generation,
      List<LocalDate> days,
      Map<LocalDate, SortedSet<String>> causes)
      throws PublishException, IOException {
    TableName table = new TableName(DATABASE, mart);
    TableName next = new TableName(DATABASE, generation.nextTable(mart));
    List<PartitionKey> keys = days.stream().map(PartitionKey::of).toList();
    if (!catalog.exists(next)) {
      requirePublished(table, generation, keys);
      return;
    }
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

  private void requirePublished(TableName table, Generation generation, List<PartitionKey> keys)
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
