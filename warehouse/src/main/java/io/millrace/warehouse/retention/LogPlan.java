package io.millrace.warehouse.retention;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.KeptDays;
import io.millrace.model.retention.RetentionRules;
import io.millrace.model.retention.Verdict;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the only publisher of a table, landing or a live log, would drop of it, were it ordered to
 * today, and what a legal hold keeps.
 *
 * @param table with its database
 * @param bytes what lies in the folders of the days that go
 */
public record LogPlan(
    String table,
    SortedMap<PartitionKey, Verdict.Dropped> dropped,
    SortedMap<PartitionKey, Verdict.Held> held,
    long bytes) {

  /** Plans raw and quarantine of a feed, as landing does. */
  public static List<LogPlan> of(
      RetentionRules rules, Feed feed, Inventory inventory, LocalDate today)
      throws IOException, PublishException {
    LandingPaths paths = new LandingPaths(inventory.root(), feed.name());
    List<LogPlan> plans = new ArrayList<>();
    if (!feed.retention().raw().isForever()) {
      Set<PartitionKey> landed = inventory.landed(feed);
      plans.add(
          plan(
              paths.rawTableName(),
              landed,
              rules.raw(feed, days(landed), today),
              day -> inventory.bytes(paths.rawDay(day.toString()))));
    }
    if (!feed.retention().quarantine().isForever()) {
      Set<PartitionKey> refused = inventory.refused(feed);
      plans.add(
          plan(
              RetentionRules.QUARANTINE,
              refused,
              rules.quarantine(feed, days(refused), today),
              day -> inventory.bytes(paths.quarantine(day.toString()))));
    }
    return plans;
  }

  /** Plans live tables, as their logs do; where several logs share one, a plan for each. */
  public static List<LogPlan> live(RetentionRules rules, Inventory inventory, LocalDate today)
      throws IOException, PublishException {
    List<LogPlan> plans = new ArrayList<>();
    for (Inventory.LiveDays live : inventory.live(rules)) {
      String table = live.table().toString();
      plans.add(
          plan(
              table,
              live.partitions(),
              rules.live(table, days(live.partitions()), today),
              day -> inventory.bytes(live.folder() + "/" + PartitionKey.of(day).name())));
    }
    return plans;
  }

  private interface Bytes {
    long of(LocalDate day) throws IOException;
  }

  private static LogPlan plan(
      String table, Set<PartitionKey> there, Optional<KeptDays> kept, Bytes bytes)
      throws IOException {
    SortedMap<PartitionKey, Verdict.Dropped> dropped = new TreeMap<>();
    SortedMap<PartitionKey, Verdict.Held> held = new TreeMap<>();
    for (PartitionKey key : there) {
      Verdict verdict = kept.orElseThrow().of(key.day());
      if (verdict instanceof Verdict.Dropped drop) {
        dropped.put(key, drop);
      } else if (verdict instanceof Verdict.Held hold) {
        held.put(key, hold);
      }
    }
    long size = 0;
    for (LocalDate day : days(dropped.keySet())) {
      size += bytes.of(day);
    }
    return new LogPlan(table, dropped, held, size);
  }

  private static Set<LocalDate> days(Set<PartitionKey> keys) {
    Set<LocalDate> days = new TreeSet<>();
    keys.forEach(key -> days.add(key.day()));
    return days;
  }
}
