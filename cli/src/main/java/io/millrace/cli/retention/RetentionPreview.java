package io.millrace.cli.retention;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.model.feed.Feed;
import io.millrace.model.retention.LegalHold;
import io.millrace.model.retention.RetentionRules;
import io.millrace.model.retention.Verdict;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.retention.Inventory;
import io.millrace.warehouse.retention.LogPlan;
import io.millrace.warehouse.retention.RetentionPlan;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run of workflow retention would drop, and what a legal hold keeps.
 *
 * @param dropped by table, in order
 * @param held by table and hold, in order
 */
public record RetentionPreview(List<Dropped> dropped, List<Held> held) {

  /**
   * Days of a table that would go.
   *
   * @param partitions how many
   * @param from the first day
   * @param to the last day
   * @param bytes what lies in their folders
   * @param rule because of what
   */
  public record Dropped(
      String table, int partitions, LocalDate from, LocalDate to, long bytes, String rule) {}

  /**
   * Days of a table that would go but for a hold.
   *
   * @param reason the hold's
   */
  public record Held(
      String table, int partitions, LocalDate from, LocalDate to, String rule, String reason) {}

  public RetentionPreview {
    dropped = List.copyOf(dropped);
    held = List.copyOf(held);
  }

  /**
   * Looks at what there is.
   *
   * @param feeds as they are applied
   * @throws PublishException when Hive does not answer, or the rules name what there is none of
   */
  public static RetentionPreview of(
      RetentionRules rules, List<Feed> feeds, Inventory inventory, LocalDate today)
      throws IOException, PublishException {
    RetentionPlan plan =
        RetentionPlan.of(rules, inventory.partitions(rules, inventory.tables(rules)), today);
    List<Dropped> dropped = new ArrayList<>();
    for (Map.Entry<String, SortedMap<PartitionKey, Verdict.Dropped>> table :
        plan.dropped().entrySet()) {
      SortedMap<PartitionKey, Verdict.Dropped> keys = table.getValue();
      long bytes = 0;
      for (PartitionKey key : keys.keySet()) {
        bytes += inventory.bytes(table.getKey(), key);
      }
      dropped.add(dropped(table.getKey(), keys, bytes));
    }
    List<Held> held = new ArrayList<>();
    plan.held().forEach((table, keys) -> held.addAll(held(table, keys)));
    List<LogPlan> logs = new ArrayList<>();
    for (Feed feed : feeds) {
      logs.addAll(LogPlan.of(rules, feed, inventory, today));
    }
    logs.addAll(LogPlan.live(rules, inventory, today));
    for (LogPlan of : logs) {
      if (!of.dropped().isEmpty()) {
        dropped.add(dropped(of.table(), of.dropped(), of.bytes()));
      }
      held.addAll(held(of.table(), of.held()));
    }
    return new RetentionPreview(dropped, held);
  }

  private static Dropped dropped(
      String table, SortedMap<PartitionKey, Verdict.Dropped> keys, long bytes) {
    return new Dropped(
        table,
        keys.size(),
        keys.firstKey().day(),
        keys.lastKey().day(),
        bytes,
        keys.get(keys.firstKey()).rule().toString());
  }

  private static List<Held> held(String table, SortedMap<PartitionKey, Verdict.Held> keys) {
    Map<LegalHold, List<PartitionKey>> byHold = new LinkedHashMap<>();
    keys.forEach(
        (key, verdict) ->
            byHold.computeIfAbsent(verdict.hold(), hold -> new ArrayList<>()).add(key));
    List<Held> held = new ArrayList<>();
    byHold.forEach(
        (hold, of) ->
            held.add(
                new Held(
                    table,
                    of.size(),
                    of.get(0).day(),
                    of.get(of.size() - 1).day(),
                    keys.get(of.get(0)).rule().toString(),
                    hold.reason())));
    return held;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (dropped.isEmpty()) {
      lines.add("Nothing would be dropped.");
    } else {
      TextTable table = new TextTable("DROPPED", "PARTITIONS", "FROM", "TO", "SIZE", "RULE");
      for (Dropped of : dropped) {
        table.row(
            of.table(), of.partitions(), of.from(), of.to(), Words.bytes(of.bytes()), of.rule());
      }
      lines.addAll(table.lines());
    }
    if (!held.isEmpty()) {
      TextTable table = new TextTable("HELD", "PARTITIONS", "FROM", "TO", "RULE", "REASON");
      for (Held of : held) {
        table.row(of.table(), of.partitions(), of.from(), of.to(), of.rule(), of.reason());
      }
      lines.add("");
      lines.addAll(table.lines());
    }
    return lines;
  }

  /** For programs. */
  public Map<String, Object> map() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "dropped",
        dropped.stream()
            .map(
                of -> {
                  Map<String, Object> one =
                      map(of.table(), of.partitions(), of.from(), of.to(), of.rule());
                  one.put("bytes", of.bytes());
                  return one;
                })
            .toList());
    all.put(
        "held",
        held.stream()
            .map(
                of -> {
                  Map<String, Object> one =
                      map(of.table(), of.partitions(), of.from(), of.to(), of.rule());
                  one.put("reason", of.reason());
                  return one;
                })
            .toList());
    return all;
  }

  private static Map<String, Object> map(
      String table, int partitions, LocalDate from, LocalDate to, String rule) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("table", table);
    one.put("partitions", partitions);
    one.put("from", from.toString());
    one.put("to", to.toString());
    one.put("rule", rule);
    return one;
  }
}
