package io.millrace.bench;

import java.util.ArrayList;
import java.util.List;

/** What a workload's rounds came to. */
final class Rates {
  private final List<Double> sorted = new ArrayList<>();
  private long records;
  private long cpuNanos;

  void add(Timed round) {
    sorted.add(round.records() * 1e9 / round.nanos());
    sorted.sort(null);
    records += round.records();
    cpuNanos += round.cpuNanos();
  }

  /** Records per second of the slowest round. */
  double min() {
    return sorted.get(0);
  }

  /** Records per second of the middle round; of an even number, the mean of the middle two. */
  double median() {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Records per second of the fastest round. */
  double max() {
    return sorted.get(sorted.size() - 1);
  }

  /** Processor time of a record, over all rounds. */
  double cpuMicros() {
    return cpuNanos / 1e3 / records;
  }
}
