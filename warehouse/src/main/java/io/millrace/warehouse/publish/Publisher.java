package io.millrace.warehouse.publish;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;

/**
 * Publishes written generations of tables partitioned by day. The same for all of them, whoever
 * wrote the files and whichever client the metastore is asked through.
 */
public final class Publisher {

  private final Partitions partitions;
  private final FileSystem files;
  private final String root;
  private final Duration grace;
  private final Clock clock;

  /**
   * @param grace how long folders stay after their replacement, for queries that began with them
   */
  public Publisher(
      Partitions partitions, FileSystem files, String root, Duration grace, Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.grace = grace;
    this.clock = clock;
  }

  /** The table's folder. */
  public TableFolder folder(TableName table) {
    return new TableFolder(files, root, table);
  }

  /**
   * Removes what earlier runs have left: folders replaced before the grace, and halves.
   *
   * @param own the caller's generation, which stays
   */
  public void sweep(TableName table, Generation own) throws IOException, PublishException {
    replaced(table).sweep(partitions, grace);
    folder(table).sweepAbandoned(own, grace, clock);
  }

  /**
   * Makes readers find each day in the generation. A kill at any point leaves each day in its old
   * or its new place, and doing it again finishes it.
   *
   * @param written the days that have files; the others get empty partitions
   * @return where each day lies now
   */
  public Map<LocalDate, PartitionFiles> publish(
      TableName table, Generation generation, List<LocalDate> days, Set<LocalDate> written)
      throws IOException, PublishException {
    TableFolder folder = folder(table);
    replaced(table).note(generation, leaving(table, folder, generation, days));
    Map<LocalDate, PartitionFiles> adopted = new TreeMap<>();
    for (LocalDate day : days) {
      adopted.put(day, folder.adopt(generation, day, written.contains(day)));
    }
    partitions.swap(table, adopted);
    return adopted;
  }

  private Map<LocalDate, List<String>> leaving(
      TableName table, TableFolder folder, Generation generation, List<LocalDate> days)
      throws PublishException {
    Map<LocalDate, String> current = partitions.locations(table, days);
    Map<LocalDate, List<String>> leaving = new TreeMap<>();
    for (LocalDate day : days) {
      List<String> folders = new ArrayList<>();
      folders.add(folder.place(generation, day).toString());
      if (current.containsKey(day)) {
        folders.add(current.get(day));
      }
      leaving.put(day, folders);
    }
    return leaving;
  }

  private ReplacedFolders replaced(TableName table) {
    return new ReplacedFolders(files, root, table, clock);
  }
}
