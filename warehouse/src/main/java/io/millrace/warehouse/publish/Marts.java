package io.millrace.warehouse.publish;

import io.millrace.model.landing.EventHour;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.quality.Gate;
import io.millrace.warehouse.quality.Staged;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;

/**
 * Swaps in what the marts' scripts wrote beside what readers see. A mart is of days, or of hours;
 * of an hour that the tables have which it is made from, it has a partition, without rows if there
 * are none, and of others it has none.
 */
public final class Marts {

  /** What the metastore is asked besides {@link Partitions}. */
  public interface Catalog extends Partitions {

    /** Whether there is such a table. */
    boolean exists(TableName table) throws PublishException;

    /**
     * When a table that is there was made, to the second.
     *
     * @throws PublishException when the metastore does not tell
     */
    Instant created(TableName table) throws PublishException;

    /** Forgets an external table; its files stay. */
    void drop(TableName table) throws PublishException;
  }

  private static final String OF_HOURS = "hours";

  /**
   * The scripts of hql/marts by name, with the marts that each writes. Each is one action of the
   * daily workflow; the one of hours is an action of the hourly workflow as well.
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
                      "heatmap_daily"),
                  OF_HOURS,
                  List.of("performance_hourly"),
                  "records",
                  List.of("revenue_daily", "fraud_daily", "ingest_daily"))));

  /** Every mart that the daily workflow writes by HiveQL. */
  public static final List<String> TABLES =
      SCRIPTS.values().stream().flatMap(List::stream).toList();

  /** Those that are partitioned by dt and hour; the others are by dt alone. */
  public static final List<String> HOURLY = SCRIPTS.get(OF_HOURS);

  /** The feeds whose tables the scripts and the reports read, whether they are applied or not. */
  public static final List<String> FEEDS = List.of("activity", "orders", "transactions");

  private static final String DATABASE = "mart";
  private static final String CURATED = "dw";

  /** The partitions of a mart that are to be published. */
  private interface Scope {
    SortedSet<PartitionKey> of(TableName table) throws PublishException;
  }

  private final Catalog catalog;
  private final Publisher publisher;
  private final Quality quality;
  private final Gate gate;
  private final PartitionUse use;

  /**
   * @param grace how long replaced generations stay
   * @param quality what is asked of the marts
   * @param gate measures and judges it
   * @param use told what is published
   */
  public Marts(
      Catalog catalog,
      FileSystem files,
      String root,
      Duration grace,
      Quality quality,
      Gate gate,
      PartitionUse use,
      Clock clock) {
    this.catalog = catalog;
    this.quality = quality;
    this.gate = gate;
    this.use = use;
    this.publisher = new Publisher(catalog, files, root, grace, clock);
  }

  /** The partition columns of a mart, in order. */
  public static List<String> partitionColumns(String mart) {
    return HOURLY.contains(mart) ? List.of("dt", "hour") : List.of("dt");
  }

  /**
   * Publishes a generation's days, and the hours of those days, of every mart that passes its
   * checks, but for those that another run made which began later. A day without rows gets an empty
   * partition. After a failure, or a kill at any point, doing it again finishes it.
   *
   * @throws PublishException also when a blocking check failed: that mart is as it was then, and
   *     the others are published
   */
  public void publish(Generation generation, List<LocalDate> days)
      throws PublishException, IOException {
    SortedSet<PartitionKey> keys =
        days.stream().map(PartitionKey::of).collect(Collectors.toCollection(TreeSet::new));
    Set<LocalDate> wanted = Set.copyOf(days);
    publish(
        generation,
        TABLES,
        table ->
            HOURLY.contains(table.table())
                ? hours(table, hour -> wanted.contains(hour.day()))
                : keys);
  }

  /**
   * The same of hours, and of the marts of hours alone.
   *
   * @throws PublishException also when a blocking check failed: that mart is as it was then, and
   *     the others are published
   */
  public void publishHours(Generation generation, List<EventHour> hours)
      throws PublishException, IOException {
    Set<PartitionKey> wanted =
        hours.stream().map(PartitionKey::of).collect(Collectors.toUnmodifiableSet());
    publish(generation, HOURLY, table -> hours(table, wanted::contains));
  }

  /** The hours of the tables that a mart is made from. */
  private SortedSet<PartitionKey> hours(TableName table, Predicate<PartitionKey> wanted)
      throws PublishException {
    NavigableSet<PartitionKey> hours = new TreeSet<>();
    for (String feed : Sources.of(table).feeds()) {
      catalog.partitions(new TableName(CURATED, feed)).stream().filter(wanted).forEach(hours::add);
    }
    return hours;
  }

  private void publish(Generation generation, List<String> marts, Scope scope)
      throws PublishException, IOException {
    Map<TableName, SortedSet<PartitionKey>> written = new LinkedHashMap<>();
    List<Staged> asked = new ArrayList<>();
    for (String mart : marts) {
      TableName table = new TableName(DATABASE, mart);
      TableName next = next(table, generation);
      SortedSet<PartitionKey> keys = scope.of(table);
      if (catalog.exists(next)) {
        written.put(table, keys);
        asked.add(
            new Staged(
                table,
                Optional.of(next.toString()),
                next.toString(),
                notAdopted(table, generation, keys),
                quality.of(table.toString())));
      } else {
        requirePublished(table, generation, keys);
      }
    }
    gate.check(
        asked.stream()
            .filter(mart -> !mart.checks().isEmpty() && !mart.partitions().isEmpty())
            .toList());
    Causes causes = publisher.causes(generation);
    for (Map.Entry<TableName, SortedSet<PartitionKey>> mart : written.entrySet()) {
      if (!gate.holds(mart.getKey())) {
        publish(mart.getKey(), generation, mart.getValue(), causes);
      }
    }
    gate.requireGood();
  }

  /**
   * Those whose files are still where they were written. The others passed their checks in a run
   * that died behind them, and the table beside knows them by a folder that is gone.
   */
  private SortedSet<PartitionKey> notAdopted(
      TableName table, Generation generation, SortedSet<PartitionKey> keys) throws IOException {
    TableFolder folder = publisher.folder(table);
    SortedSet<PartitionKey> left = new TreeSet<>();
    for (PartitionKey key : keys) {
      if (!folder.has(generation, key)) {
        left.add(key);
      }
    }
    return left;
  }

  private void publish(
      TableName table, Generation generation, SortedSet<PartitionKey> keys, Causes causes)
      throws PublishException, IOException {
    TableName next = next(table, generation);
    publisher.sweep(table, generation);
    // A script makes the tables beside before it reads.
    Instant asOf = catalog.created(next);
    Set<PartitionKey> filled = catalog.partitions(next);
    Map<PartitionKey, Written> written = new TreeMap<>();
    for (PartitionKey key : keys) {
      written.put(key, Written.uncounted(filled.contains(key), asOf, causes.of(key)));
    }
    Map<PartitionKey, PartitionFiles> places = publisher.publish(table, generation, written);
    use.writes(table, places.keySet());
    written.keySet().removeAll(places.keySet());
    publisher.setAside(table, generation, written);
    // Last: as long as it is there, a repeated run knows that there may be something left to do.
    catalog.drop(next);
    publisher.folder(table).clear(generation);
  }

  private static TableName next(TableName table, Generation generation) {
    return new TableName(DATABASE, generation.nextTable(table.table()));
  }

  /** Another run may have replaced it since: then it is there still, for the grace. */
  private void requirePublished(
      TableName table, Generation generation, SortedSet<PartitionKey> keys)
      throws PublishException, IOException {
    TableFolder folder = publisher.folder(table);
    for (PartitionKey key : keys) {
      if (!folder.has(generation, key)) {
        throw new RefusedException(
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
