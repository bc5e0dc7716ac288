package io.millrace.warehouse.retention;

import io.millrace.model.retention.KeepTimes;
import io.millrace.model.retention.RetentionRules;
import io.millrace.model.retention.Verdict;
import io.millrace.warehouse.publish.DroppablePartitions;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionDrop;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;

/** Drops what is kept no longer. May die between any two steps; the next run goes on. */
public final class RetentionRun {

  /**
   * What a run did.
   *
   * @param dropped partitions, and days of reports, that are gone
   * @param held those that a legal hold keeps
   */
  public record Result(int dropped, int held) {}

  private final DroppablePartitions partitions;
  private final FileSystem files;
  private final String root;
  private final Duration grace;
  private final RetentionLog log;
  private final Clock clock;

  /**
   * @param grace how long files of dropped partitions stay for queries that began with them
   */
  public RetentionRun(
      DroppablePartitions partitions,
      FileSystem files,
      String root,
      Duration grace,
      RetentionLog log,
      Clock clock) {
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.grace = grace;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @param generation the run's own
   * @throws PublishException when Hive does not answer, or the rules name what there is none of
   */
  public Result run(RetentionRules rules, Generation generation)
      throws IOException, PublishException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Inventory inventory = new Inventory(partitions, files, root);
    List<TableName> tables = inventory.tables(rules);
    Map<String, Set<PartitionKey>> there = inventory.partitions(rules, tables);
    RetentionPlan plan = RetentionPlan.of(rules, there, today);
    log.held(plan.held());
    PartitionDrop drop = new PartitionDrop(partitions, files, root, grace, log, clock);
    ReportDrop reports = new ReportDrop(files, root, log);
    reports.settle();
    int dropped = 0;
    for (Map.Entry<String, SortedMap<PartitionKey, Verdict.Dropped>> table :
        plan.dropped().entrySet()) {
      SortedMap<PartitionKey, String> because = new TreeMap<>();
      table.getValue().forEach((key, verdict) -> because.put(key, verdict.rule().toString()));
      dropped +=
          table.getKey().equals(KeepTimes.REPORTS)
              ? reports.drop(because)
              : drop.drop(Inventory.table(table.getKey()), generation, because);
    }
    for (TableName table : tables) {
      drop.sweep(table, generation);
      if (there.containsKey(table.toString())) {
        drop.removeEmpty(table, generation);
      }
    }
    return new Result(dropped, plan.held().values().stream().mapToInt(Map::size).sum());
  }
}
