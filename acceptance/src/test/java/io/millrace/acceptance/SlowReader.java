package io.millrace.acceptance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Asks the same query again and again, one that waits at every row: it still opens files long after
 * it was planned, and one of the queries is under way whenever files are replaced.
 */
final class SlowReader implements AutoCloseable {

  private final AtomicBoolean ended;
  private final CompletableFuture<Integer> replaced;

  private SlowReader(AtomicBoolean ended, CompletableFuture<Integer> replaced) {
    this.ended = ended;
    this.replaced = replaced;
  }

  /**
   * Begins, in a session of its own, and returns once it has seen which files there are.
   *
   * @param aggregates what is asked, separated by commas: {@code count(*), max(a)}
   * @param rows of what: {@code FROM … WHERE …}
   * @param millis how long it waits at each row
   * @param check throws where an answer is wrong
   */
  static SlowReader start(
      TestCluster cluster,
      String aggregates,
      String rows,
      long millis,
      Consumer<List<String>> check)
      throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Set<String>> seen = new CompletableFuture<>();
    CompletableFuture<Integer> replaced =
        CompletableFuture.supplyAsync(
            () -> {
              try (Hive hive = cluster.hive()) {
                seen.complete(files(hive, rows));
                return read(hive, waiting(aggregates, rows, millis), rows, check, seen, ended);
              }
            });
    CompletableFuture.anyOf(seen, replaced).get(2, TimeUnit.MINUTES);
    return new SlowReader(ended, replaced);
  }

  /**
   * Ends it behind the query under way.
   *
   * @return over how many of its queries files that were there before were gone behind it
   * @throws Exception if an answer was wrong or failed
   */
  int end() throws Exception {
    close();
    return replaced.get(5, TimeUnit.MINUTES);
  }

  /** Ends it without waiting for the query under way. */
  @Override
  public void close() {
    ended.set(true);
  }

  private static int read(
      Hive hive,
      String query,
      String rows,
      Consumer<List<String>> check,
      CompletableFuture<Set<String>> seen,
      AtomicBoolean ended) {
    int replaced = 0;
    Set<String> before = seen.join();
    do {
      List<String> row = hive.rows(query).get(0);
      check.accept(row.subList(0, row.size() - 1));
      Set<String> after = files(hive, rows);
      if (!after.containsAll(before)) {
        replaced++;
      }
      before = after;
    } while (!ended.get());
    return replaced;
  }

  private static String waiting(String aggregates, String rows, long millis) {
    return "SELECT %s, coalesce(sum(length(reflect('java.lang.Thread', 'sleep', %dL))), 0) %s"
        .formatted(aggregates, millis, rows);
  }

  private static Set<String> files(Hive hive, String rows) {
    Set<String> files = new HashSet<>();
    hive.rows("SELECT DISTINCT INPUT__FILE__NAME " + rows).forEach(row -> files.add(row.get(0)));
    return files;
  }
}
