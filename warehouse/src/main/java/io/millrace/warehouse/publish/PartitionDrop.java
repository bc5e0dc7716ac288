package io.millrace.warehouse.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops partitions of the tables that workflows write. The metastore forgets a partition first, and
 * its files go like those of a generation that was replaced: after the grace, since a query that
 * began before may be reading them. It may die between any two steps, and doing it again finishes
 * it.
 */
public final class PartitionDrop {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionDrop.class);

  /** So many are asked for and dropped well within the term of a lease. */
  static final int AT_ONCE = 100;

  /** Zones whose files are ORC, which says how many rows it holds. */
  private static final Set<String> COUNTED = Set.of("dw", "mart");

  private final DroppablePartitions partitions;
  private final FileSystem files;
  private final String root;
  private final Duration grace;
  private final DropJournal journal;
  private final Clock clock;

  /**
   * @param grace how long files stay after their partition, for queries that began with them
   * @param journal is told what is dropped
   */
  public PartitionDrop(
      DroppablePartitions partitions,
      FileSystem files,
      String root,
      Duration grace,
      DropJournal journal,
      Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.grace = grace;
    this.journal = journal;
    this.clock = clock;
  }

  /** Removes the files of what was dropped longer ago than the grace, and tells what is left. */
  public void sweep(TableName table, Generation generation) throws IOException, PublishException {
    try (SwapLease lease = lease(table, generation)) {
      settle(table);
      new ReplacedFolders(files, root, table, clock).sweep(partitions, grace);
      lease.require();
    }
  }

  /** Removes the folders of days and hours of a table by day that are gone, if they are empty. */
  public void removeEmpty(TableName table, Generation generation)
      throws IOException, PublishException {
    try (SwapLease lease = lease(table, generation)) {
      Set<PartitionKey> there = partitions.partitions(table);
      lease.require();
      new TableFolder(files, root, table).removeEmpty(there);
    }
  }

  /**
   * Drops partitions. Takes turns with runs that publish to the same table.
   *
   * @param generation the run's
   * @param rules because of what, by partition
   * @return how many were dropped
   */
  public int drop(TableName table, Generation generation, SortedMap<PartitionKey, String> rules)
      throws IOException, PublishException {
    int dropped = 0;
    List<PartitionKey> keys = List.copyOf(rules.keySet());
    for (int i = 0; i < keys.size(); i += AT_ONCE) {
      Map<PartitionKey, String> some = new TreeMap<>(rules);
      some.keySet().retainAll(keys.subList(i, Math.min(i + AT_ONCE, keys.size())));
      try (SwapLease lease = lease(table, generation)) {
        settle(table);
        dropped += dropSome(table, generation, some, lease);
      }
    }
    return dropped;
  }

  private int dropSome(
      TableName table, Generation generation, Map<PartitionKey, String> rules, SwapLease lease)
      throws IOException, PublishException {
    List<DroppedPartition> leaving = new ArrayList<>();
    for (Map.Entry<PartitionKey, Published> there :
        partitions.published(table, rules.keySet()).entrySet()) {
      if (isOwn(table, there.getKey(), there.getValue().location())) {
        leaving.add(
            leaving(table, there.getKey(), rules.get(there.getKey()), there.getValue().location()));
      }
      lease.renew();
    }
    if (leaving.isEmpty()) {
      return 0;
    }
    new ReplacedFolders(files, root, table, clock)
        .note(
            generation,
            leaving.stream()
                .collect(
                    Collectors.toMap(DroppedPartition::key, gone -> List.of(gone.location()))));
    String note = journal.note(table.toString(), leaving);
    lease.require();
    partitions.drop(table, leaving.stream().map(DroppedPartition::key).toList());
    journal.show(note);
    return leaving.size();
  }

  private DroppedPartition leaving(TableName table, PartitionKey key, String rule, String location)
      throws IOException {
    Path folder = new Path(location);
    if (!files.exists(folder)) {
      return new DroppedPartition(key, rule, location, OptionalLong.empty(), 0, 0);
    }
    DataFiles data = DataFiles.of(files, folder);
    return new DroppedPartition(
        key, rule, location, rows(table, folder), data.count(), data.bytes());
  }

  private OptionalLong rows(TableName table, Path folder) {
    if (!COUNTED.contains(table.database())) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(PartitionContents.of(files, folder).rows());
    } catch (IOException e) {
      LOG.warn("it is not told how many rows {} has: {}", folder, e.toString());
      return OptionalLong.empty();
    }
  }

  /** Files elsewhere are somebody else's, and may be read by others. */
  private boolean isOwn(TableName table, PartitionKey key, String location) {
    Path folder = new TableFolder(files, root, table).place(key);
    String own = folder.toUri().getPath();
    String path = new Path(location).toUri().getPath();
    if (path.equals(own) || path.startsWith(own + Path.SEPARATOR)) {
      return true;
    }
    LOG.warn(
        "{} {} stays: its files are in {} and not below {}, so that no workflow has written them. If it is to go, drop it by hand.",
        table,
        key.name(),
        location,
        folder);
    return false;
  }

  private void settle(TableName table) throws IOException, PublishException {
    journal.settle(table.toString(), keys -> locations(table, keys));
  }

  private Map<PartitionKey, String> locations(TableName table, Collection<PartitionKey> keys)
      throws PublishException {
    return partitions.published(table, keys).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, there -> there.getValue().location()));
  }

  private SwapLease lease(TableName table, Generation generation)
      throws IOException, PublishException {
    return SwapLease.take(files, root, table, generation, clock, Thread::sleep);
  }
}
