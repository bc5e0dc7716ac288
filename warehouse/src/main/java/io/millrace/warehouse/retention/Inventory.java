package io.millrace.warehouse.retention;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveTable;
import io.millrace.model.retention.KeepTimes;
import io.millrace.model.retention.RetentionRules;
import io.millrace.warehouse.publish.DroppablePartitions;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.table.LiveTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What there is that could be dropped: partitions of tables, and days of reports. */
public final class Inventory {

  private static final String DAY = "dt=\\d{4}-\\d{2}-\\d{2}";

  /** What a publish makes for its own time. */
  private static final String BESIDE = "_next_";

  private final DroppablePartitions partitions;
  private final FileSystem files;
  private final String root;

  public Inventory(DroppablePartitions partitions, FileSystem files, String root) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
  }

  /**
   * The tables of the zones of which the workflow itself may drop days, whether it does or not.
   *
   * @throws PublishException also when the rules name a table that there is none of: it may be a
   *     misspelt one that is to be held
   */
  public List<TableName> tables(RetentionRules rules) throws PublishException {
    Map<String, List<TableName>> known = new HashMap<>();
    List<TableName> tables = new ArrayList<>();
    for (String zone : KeepTimes.ZONES) {
      if (!zone.equals(KeepTimes.REPORTS)) {
        known.put(zone, partitions.tables(zone));
        tables.addAll(known.get(zone));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (String named : rules.named()) {
      TableName table = table(named);
      if (!known.containsKey(table.database())) {
        known.put(table.database(), partitions.tables(table.database()));
      }
      if (!known.get(table.database()).contains(table)) {
        unknown.add(named);
      }
    }
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          "There is no table %s, which conf/retention.yaml or conf/legal-hold.yaml names. Correct it there, or take it out; nothing was dropped."
              .formatted(String.join(", ", unknown)));
    }
    requireWritten(rules);
    return tables;
  }

  /** The partitions of those tables that are not kept for ever, and the days of reports. */
  public Map<String, Set<PartitionKey>> partitions(RetentionRules rules, List<TableName> tables)
      throws IOException, PublishException {
    Map<String, Set<PartitionKey>> there = new TreeMap<>();
    for (TableName table : tables) {
      if (rules.keepTimes().rule(table.toString()).isPresent()
          && !table.table().contains(BESIDE)
          && isByDay(rules, table)) {
        there.put(table.toString(), partitions.partitions(table));
      }
    }
    if (rules.keepTimes().rule(KeepTimes.REPORTS).isPresent()) {
      there.put(KeepTimes.REPORTS, reports());
    }
    return there;
  }

  /**
   * How many bytes lie in a partition's folder, those of replaced generations with them.
   *
   * @param table with its database, or the reports
   */
  public long bytes(String table, PartitionKey key) throws IOException {
    return bytes("%s/%s/%s".formatted(root, table.replace('.', '/'), key.name()));
  }

  /** The landed hours of a feed. */
  Set<PartitionKey> landed(Feed feed) throws PublishException {
    TableName raw = new TableName("raw", feed.name());
    return partitions.tables(raw.database()).contains(raw) ? partitions.partitions(raw) : Set.of();
  }

  /** The days on which something of a feed was refused. */
  Set<PartitionKey> refused(Feed feed) throws PublishException {
    TableName quarantine = table(RetentionRules.QUARANTINE);
    return partitions.tables(quarantine.database()).contains(quarantine)
        ? partitions.daysOf(quarantine, feed.name())
        : Set.of();
  }

  /**
   * What a live log has written of a table that is not kept for ever.
   *
   * @param folder of the log's days
   */
  record LiveDays(TableName table, String folder, Set<PartitionKey> partitions) {}

  /** All that live logs have written of tables that are not kept for ever. */
  List<LiveDays> live(RetentionRules rules) throws PublishException {
    List<LiveDays> days = new ArrayList<>();
    if (!rules.keepTimes().limits(KeepTimes.LIVE)) {
      return days;
    }
    List<TableName> there = partitions.tables(KeepTimes.LIVE);
    for (LiveTable live : LiveTables.all()) {
      TableName table = table(live.fullName());
      if (there.contains(table) && rules.keepTimes().rule(live.fullName()).isPresent()) {
        partitions
            .byLog(table)
            .forEach((log, keys) -> days.add(new LiveDays(table, folder(live, log), keys)));
      }
    }
    return days;
  }

  private String folder(LiveTable table, String log) {
    String folder = new LandingPaths(root, log).liveTable(table.name());
    return log.isEmpty() ? folder : folder + "/log=" + log;
  }

  /** What no stream writes, no stream would drop. */
  private static void requireWritten(RetentionRules rules) throws PublishException {
    for (String named : rules.keepTimes().tables().keySet()) {
      if (table(named).database().equals(KeepTimes.LIVE)
          && LiveTables.all().stream().noneMatch(live -> live.fullName().equals(named))) {
        throw new RefusedException(
            "Table %s, which conf/retention.yaml names, is written by no live view, so that nobody would drop its days. Take it out there; nothing was dropped."
                .formatted(named));
      }
    }
  }

  /** How many bytes lie in a folder, with all that waits for the end of its grace. */
  long bytes(String folder) throws IOException {
    Path path = new Path(folder);
    return files.exists(path) ? files.getContentSummary(path).getLength() : 0;
  }

  String root() {
    return root;
  }

  /** A table that people made and that has no days is theirs, unless they name it. */
  private boolean isByDay(RetentionRules rules, TableName table) throws PublishException {
    if (partitions.isByDay(table)) {
      return true;
    }
    if (rules.keepTimes().tables().containsKey(table.toString())) {
      throw new RefusedException(
          "Table %s, which conf/retention.yaml names, is not partitioned by dt, or by dt and hour. Take it out there; nothing was dropped."
              .formatted(table));
    }
    return false;
  }

  private Set<PartitionKey> reports() throws IOException {
    Set<PartitionKey> days = new TreeSet<>();
    Path folder = new Path(root + "/" + KeepTimes.REPORTS);
    if (files.exists(folder)) {
      for (FileStatus day : files.listStatus(folder)) {
        if (day.getPath().getName().matches(DAY)) {
          days.add(PartitionKey.ofName(day.getPath().getName()));
        }
      }
    }
    return days;
  }

  static TableName table(String name) {
    int dot = name.indexOf('.');
    return new TableName(name.substring(0, dot), name.substring(dot + 1));
  }
}
