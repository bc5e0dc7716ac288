package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Partitions;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.retention.DropHistory;
import java.io.IOException;
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
 * from. No row is read. Of a day that is not there {@code ops.retention} tells whether it has been.
 */
public final class OutdatedDays {

  /** Less than the number of any batch. */
  private static final long NONE = 0;

  private final Partitions partitions;
  private final DropHistory drops;

  /**
   * What is known of a day's hours.
   *
   * @param earliest the last batch of the hour in which it is the least
   * @param last the last batch of any hour
   */
  private record Batches(long earliest, long last) {}

  /**
   * The days of a table.
   *
   * @param there those that it has
   * @param dropped landed ones that it has no more
   */
  private record Made(NavigableSet<LocalDate> there, NavigableSet<LocalDate> dropped) {

    /** Landed days from the first of the table on, or from the first that it had. */
    NavigableMap<LocalDate, Batches> own(NavigableMap<LocalDate, Batches> landed) {
      NavigableSet<LocalDate> known = there.isEmpty() ? dropped : there;
      // a copy: a part of a map takes no key before its own
      return known.isEmpty() ? landed : new TreeMap<>(landed.tailMap(known.first(), true));
    }
  }

  public OutdatedDays(SparkSession spark, DropHistory drops) {
    this(new SparkPartitions(spark), drops);
  }

  OutdatedDays(Partitions partitions, DropHistory drops) {
    this.partitions = partitions;
    this.drops = drops;
  }

  /**
   * The days of which a table has nothing, or was made when less had landed; with a new day the
   * last landed one before, whose last rows may have come behind its first; every day with rows
   * that landed after what such a day was made from, or after the first of the one before a new
   * one, since its own first batches are not known; and the days that rows of these reach into.
   * Days before the first of a table belong to it no more, unless it never had any.
   *
   * <p>A day that retention has dropped of a table is not missing there. One that it has dropped of
   * the first table is not made at all, and neither is one before the first of that table.
   *
   * @param from the table of landed hours
   * @param made the tables by day that are made from it, in this order
   * @param reach how many days behind its own a row may change
   * @param wanted the days that may be made
   * @throws PublishException when the metastore does not answer or a table is missing
   * @throws IOException when it cannot be read what was dropped
   */
  public List<LocalDate> of(
      TableName from, List<TableName> made, long reach, Predicate<LocalDate> wanted)
      throws IOException, PublishException {
    NavigableMap<LocalDate, Batches> landed = landed(from, wanted);
    Made first = made(made.get(0), landed.navigableKeySet());
    NavigableMap<LocalDate, Batches> kept = first.own(landed);
    NavigableSet<LocalDate> outdated = new TreeSet<>();
    for (TableName table : made) {
      Made days = table.equals(made.get(0)) ? first : made(table, kept.navigableKeySet());
      NavigableSet<LocalDate> left = new TreeSet<>(days.dropped());
      left.addAll(first.dropped());
      NavigableMap<LocalDate, Batches> own = days.own(kept);
      for (LocalDate day : outdated(table, days.there(), left, own)) {
        outdated.addAll(own.subMap(day, true, day.plusDays(reach), true).keySet());
      }
    }
    outdated.removeAll(first.dropped());
    return List.copyOf(outdated);
  }

  private Made made(TableName table, NavigableSet<LocalDate> landed)
      throws IOException, PublishException {
    NavigableSet<LocalDate> there =
        partitions.partitions(table).stream()
            .map(PartitionKey::day)
            .collect(Collectors.toCollection(TreeSet::new));
    NavigableSet<LocalDate> missing =
        new TreeSet<>(there.isEmpty() ? landed : landed.tailSet(there.first(), true));
    missing.removeAll(there);
    return new Made(there, drops.of(table, missing));
  }

  /**
   * @param left days that are left as they are
   */
  private NavigableSet<LocalDate> outdated(
      TableName table,
      NavigableSet<LocalDate> there,
      NavigableSet<LocalDate> left,
      NavigableMap<LocalDate, Batches> landed)
      throws PublishException {
    NavigableSet<LocalDate> outdated = new TreeSet<>();
    NavigableMap<LocalDate, Batches> looked = new TreeMap<>(landed);
    looked.keySet().removeAll(left);
    long unknown = Long.MAX_VALUE;
    for (Map.Entry<LocalDate, Batches> day : looked.entrySet()) {
      Batches batches = day.getValue();
      if (!there.contains(day.getKey())) {
        outdated.add(day.getKey());
        unknown = Math.min(unknown, batches.earliest());
        Map.Entry<LocalDate, Batches> before = landed.lowerEntry(day.getKey());
        if (before != null) {
          outdated.add(before.getKey());
          unknown = Math.min(unknown, before.getValue().earliest());
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
