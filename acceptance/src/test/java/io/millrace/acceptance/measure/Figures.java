package io.millrace.acceptance.measure;

import java.util.List;

/** Numbers in order. */
record Figures(List<Long> sorted) {

  static Figures of(List<Long> values) {
    return new Figures(values.stream().sorted().toList());
  }

  /** The value that a share of all does not exceed; 0 if there are none. */
  long quantile(double share) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.min(sorted.size() - 1, Math.max(0, rank - 1)));
  }

  long median() {
    return quantile(0.5);
  }

  long most() {
    return quantile(1);
  }
}
