package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;

/**
 * Which days of tables have to be made again, where a row depends on all that landed before it. The
 * metastore tells it: a partition says up to which landing batch that is known which it was made
 * from. No row is read, and nothing is remembered elsewhere.
 */
public final class OutdatedDays {

  /** Less than the number of any batch. */
  private static final long NONE = 0;

  private final Partitions partitions;

  /**
   * What is known of a day's hours.
   *
   * @param earliest the last batch of the hour in which it is the least
   * @param last the last batch of any hour
   */
  private record Batches(long earliest, long last) {}

  public OutdatedDays(SparkSession spark) {
    this(new SparkPartitions(spark));
  }

  OutdatedDays(Partitions partitions) {
    this.partitions = partitions;
  }

  /**
   * The days of which a table has nothing, or was made when less had landed; with a new day the one
   * before, whose last rows may have come behind its first; every day with rows that landed after
   * what such a day was made from, or after the first of the day before a new one, since its own
   * first batches are not known; and the days that rows of these reach into. Days before the first
   * of a table belong to it no more, unless it has none at all.
   *
   * @param from the table of landed hours
   * @param made the tables by day that are made from it
   * @param reach how many days behind its own a row may change
   * @param wanted the days that may be made
   * @throws PublishException when the metastore does not answer or a table is missing
   */
  public List<LocalDate> of(
      TableName from, List<TableName> made, long reach, Predicate<LocalDate> wanted)
      throws PublishException {
    NavigableMap<LocalDate, Batches> landed = landed(from, wanted);
    NavigableSet<LocalDate> outdated = new TreeSet<>();
    for (TableName table : made) {
      NavigableSet<LocalDate> there =
          partitions.partitions(table).stream()
              .map(PartitionKey::day)
              .collect(Collectors.toCollection(TreeSet::new));
      NavigableMap<LocalDate, Batches> kept =
          there.isEmpty() ? landed : landed.tailMap(there.first(), true);
      for (LocalDate day : outdated(table, there, kept)) {
        outdated.addAll(kept.subMap(day, true, day.plusDays(reach), true).keySet());
      }
    }
    return List.copyOf(outdated);
  }

  private NavigableSet<LocalDate> outdated(
      TableName table, NavigableSet<LocalDate> there, NavigableMap<LocalDate, Batches> landed)
      throws PublishException {
    NavigableSet<LocalDate> outdated = new TreeSet<>();
    long unknown = Long.MAX_VALUE;
    for (Map.Entry<LocalDate, Batches> day : landed.entrySet()) {
      Batches batches = day.getValue();
      if (!there.contains(day.getKey())) {
        outdated.add(day.getKey());
        unknown = Math.min(unknown, batches.earliest());
        LocalDate before = day.getKey().minusDays(1);
        if (landed.containsKey(before)) {
          outdated.add(before);
          unknown = Math.min(unknown, landed.get(before).earliest());
        }
      } else {
        long known = seqs(table, List.of(PartitionKey.of(day.getKey()))).max().orElse(NONE);
        if (known < batches.last()) {
          outdated.add(day.getKey());
          unknown = Math.min(unknown, known);
        }
      }
    }
    for (Map.Entry<LocalDate, Batches> day : landed.entrySet()) {
      if (day.getValue().last() > unknown) {
        outdated.add(day.getKey());
      }
    }
    return outdated;
  }

  private NavigableMap<LocalDate, Batches> landed(TableName from, Predicate<LocalDate> wanted)
      throws PublishException {
    Map<LocalDate, List<PartitionKey>> hours =
        partitions.partitions(from).stream()
            .filter(hour -> wanted.test(hour.day()))
            .collect(Collectors.groupingBy(PartitionKey::day));
    NavigableMap<LocalDate, Batches> landed = new TreeMap<>();
    for (Map.Entry<LocalDate, List<PartitionKey>> day : hours.entrySet()) {
      long[] seqs = seqs(from, day.getValue()).filter(seq -> seq > NONE).toArray();
      landed.put(
          day.getKey(),
          new Batches(
              LongStream.of(seqs).min().orElse(Long.MAX_VALUE),
              LongStream.of(seqs).max().orElse(NONE)));
    }
    return landed;
  }

  private LongStream seqs(TableName table, Collection<PartitionKey> keys) throws PublishException {
    return partitions.published(table, keys).values().stream()
        .flatMapToLong(published -> published.lastSeq().stream());
  }
}
