package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.SpoolBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the collector is, for people and load balancers. */
final class HealthReport {
  private final Gate gate;
  private final SpoolBudget spool;

  HealthReport(Gate gate, SpoolBudget spool) {
    this.gate = gate;
    this.spool = spool;
  }

  /** Whether it takes records: on the topic or, while the broker does not acknowledge, on disk. */
  boolean isAble() {
    return !gate.isClosed() && spool.usedBytes() < spool.limitBytes();
  }

  Map<String, Object> report(List<OutletState> outlets) {
    boolean acknowledging = outlets.stream().allMatch(OutletState::acknowledging);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("status", status(acknowledging));
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("entries", outlets.stream().mapToLong(OutletState::spooled).sum());
    disk.put("bytes", spool.usedBytes());
    disk.put("limit_bytes", spool.limitBytes());
    report.put("spool", disk);
    List<Map<String, Object>> feeds = new ArrayList<>();
    outlets.forEach(outlet -> feeds.add(feed(outlet)));
    report.put("feeds", feeds);
    return report;
  }

  private String status(boolean acknowledging) {
    if (gate.isClosed()) {
      return "ending";
    } else if (!isAble()) {
      return "spool_full";
    }
    return acknowledging ? "ok" : "spooling";
  }

  private static Map<String, Object> feed(OutletState outlet) {
    Map<String, Object> feed = new LinkedHashMap<>();
    feed.put("feed", outlet.feed());
    feed.put("broker", outlet.acknowledging() ? "acknowledges" : "does not acknowledge");
    feed.put("since", outlet.since().toString());
    feed.put("spooled", outlet.spooled());
    outlet.problem().ifPresent(why -> feed.put("problem", why));
    return feed;
  }
}
