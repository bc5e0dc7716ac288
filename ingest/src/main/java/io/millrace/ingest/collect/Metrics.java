package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.SpoolBudget;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the collector counts, in Prometheus' text format 0.0.4. Labels are names of declared feeds,
 * of reasons and statuses, so their number is bounded whatever clients send.
 */
final class Metrics {
  /** Upper bounds of the durations' buckets, in milliseconds. */
  private static final int[] BUCKETS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000};

  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final LongAdder[] durations = new LongAdder[BUCKETS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Metrics() {
    for (int i = 0; i < durations.length; i++) {
      durations[i] = new LongAdder();
    }
  }

  /** A request was answered. */
  void answered(String route, int status) {
    count(
        "millrace_collect_requests_total{route=\"%s\",status=\"%d\"}".formatted(route, status), 1);
  }

  /** How long a request with records took, from its headers to its answer. */
  void took(long elapsedNanos) {
    nanos.add(elapsedNanos);
    int bucket = 0;
    while (bucket < BUCKETS.length && elapsedNanos > BUCKETS[bucket] * 1_000_000L) {
      bucket++;
    }
    durations[bucket].increment();
  }

  /** Records were kept. */
  void accepted(String feed, Stored where, int records) {
    String stored = where == Stored.TOPIC ? "topic" : "spool";
    count(
        "millrace_collect_records_total{feed=\"%s\",stored=\"%s\"}".formatted(feed, stored),
        records);
  }

  /** Records were refused. */
  void refused(String feed, List<Refusal> refusals) {
    for (Refusal refusal : refusals) {
      count(
          "millrace_collect_refused_total{feed=\"%s\",reason=\"%s\"}"
              .formatted(feed, refusal.reason()),
          1);
    }
  }

  /** A request as a whole was not taken. */
  void problem(Problem problem) {
    count("millrace_collect_problems_total{problem=\"%s\"}".formatted(problem.label()), 1);
  }

  private void count(String series, int more) {
    counters.computeIfAbsent(series, s -> new LongAdder()).add(more);
  }

  /** All of it, as the scraper reads it. */
  String text(List<OutletState> outlets, InFlight inFlight, SpoolBudget spool) {
    StringBuilder out = new StringBuilder();
    String family = "";
    for (Map.Entry<String, LongAdder> counter : counters.entrySet()) {
      String name = counter.getKey().substring(0, counter.getKey().indexOf('{'));
      if (!name.equals(family)) {
        out.append("# TYPE ").append(name).append(" counter\n");
        family = name;
      }
      line(out, counter.getKey(), counter.getValue().sum());
    }
    durations(out);
    gauge(out, "millrace_collect_pending_requests", inFlight.requests());
    gauge(out, "millrace_collect_pending_bytes", inFlight.bytes());
    gauge(out, "millrace_collect_spool_bytes", spool.usedBytes());
    gauge(out, "millrace_collect_spool_limit_bytes", spool.limitBytes());
    out.append("# TYPE millrace_collect_broker_acknowledges gauge\n");
    for (OutletState outlet : outlets) {
      String series = "millrace_collect_broker_acknowledges{feed=\"%s\"}";
      line(out, series.formatted(outlet.feed()), outlet.acknowledging() ? 1 : 0);
    }
    out.append("# TYPE millrace_collect_spool_entries gauge\n");
    for (OutletState outlet : outlets) {
      String series = "millrace_collect_spool_entries{feed=\"%s\"}";
      line(out, series.formatted(outlet.feed()), outlet.spooled());
    }
    return out.toString();
  }

  private void durations(StringBuilder out) {
    String name = "millrace_collect_request_seconds";
    out.append("# TYPE ").append(name).append(" histogram\n");
    long sum = 0;
    for (int i = 0; i < durations.length; i++) {
      sum += durations[i].sum();
      String bound = i < BUCKETS.length ? Double.toString(BUCKETS[i] / 1_000.0) : "+Inf";
      line(out, name + "_bucket{le=\"" + bound + "\"}", sum);
    }
    out.append(name).append("_sum ").append(nanos.sum() / 1e9).append('\n');
    line(out, name + "_count", sum);
  }

  private static void gauge(StringBuilder out, String name, long value) {
    out.append("# TYPE ").append(name).append(" gauge\n");
    line(out, name, value);
  }

  private static void line(StringBuilder out, String series, long value) {
    out.append(series).append(' ').append(value).append('\n');
  }
}
