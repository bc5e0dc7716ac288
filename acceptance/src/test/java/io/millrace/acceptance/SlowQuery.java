package io.millrace.acceptance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A query of some hours of {@code dw.activity} that waits at every row, so that it still opens
 * files minutes after it was planned.
 */
final class SlowQuery {

  private static final String ROWS =
      "FROM dw.activity WHERE dt = '2015-05-18' AND hour BETWEEN '10' AND '13'";
  private static final String COUNTS =
      "count(*), count(DISTINCT event_id), sum(unix_timestamp(event_time))";
  private static final long MILLIS_A_ROW = 160;

  private final CompletableFuture<List<String>> answer;
  private final List<String> expected;

  private SlowQuery(List<String> expected, CompletableFuture<List<String>> answer) {
    this.expected = expected;
    this.answer = answer;
  }

  /** Asks it, in a session of its own. */
  static SlowQuery start(TestCluster cluster) {
    String waiting =
        "coalesce(sum(length(reflect('java.lang.Thread', 'sleep', %dL))), 0)"
            .formatted(MILLIS_A_ROW);
    List<String> expected;
    try (Hive hive = cluster.hive()) {
      expected = hive.rows("SELECT %s %s".formatted(COUNTS, ROWS)).get(0);
    }
    return new SlowQuery(
        expected,
        CompletableFuture.supplyAsync(
            () -> {
              try (Hive hive = cluster.hive()) {
                return hive.rows("SELECT %s, %s %s".formatted(COUNTS, waiting, ROWS)).get(0);
              }
            }));
  }

  /** What the same query answered before, without waiting. */
  List<String> expected() {
    return expected;
  }

  /** What it answers. */
  List<String> answer() throws Exception {
    List<String> row = answer.get(5, TimeUnit.MINUTES);
    return row.subList(0, row.size() - 1);
  }
}
