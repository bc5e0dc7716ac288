package io.millrace.acceptance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reader who asks again and again for figures of a day that do not change, through one table of
 * each kind: curated by hour, curated by day, a mart by hour, and one by day.
 */
final class DayReader implements AutoCloseable {

  private final Millrace millrace;
  private final List<String> queries;
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::read, "day-reader");
  private volatile boolean ended;
  private volatile boolean mayFail;
  private volatile long mustAnswerFrom;
  private final AtomicInteger answers = new AtomicInteger();

  private DayReader(Millrace millrace, String day) {
    this.millrace = millrace;
    this.queries =
        List.of(
            "SELECT count(*), count(DISTINCT hour) FROM dw.activity WHERE dt = '%s'".formatted(day),
            "SELECT count(*), sum(events) FROM dw.sessions WHERE dt = '%s'".formatted(day),
            "SELECT count(*), count(DISTINCT hour), sum(requests) FROM mart.performance_hourly WHERE dt = '%s'"
                .formatted(day),
            "SELECT count(*), sum(visits) FROM mart.page_daily WHERE dt = '%s'".formatted(day));
  }

  static DayReader start(Millrace millrace, String day) {
    DayReader reader = new DayReader(millrace, day);
    reader.thread.start();
    return reader;
  }

  /** From now on a query may fail: something that answers is killed. */
  void mayFail() {
    mayFail = true;
  }

  /** What was killed is back; a query that began before may fail still. */
  void mustAnswer() {
    mustAnswerFrom = System.nanoTime();
    mayFail = false;
  }

  /** Ends it; gives what it saw that must not be. */
  List<String> end() throws InterruptedException {
    ended = true;
    thread.join();
    return List.copyOf(wrong);
  }

  /** How often it was answered. */
  int answers() {
    return answers.get();
  }

  @Override
  public void close() {
    ended = true;
  }

  private void read() {
    List<List<List<String>>> first = null;
    Hive hive = null;
    while (!ended) {
      long began = System.nanoTime();
      boolean mayFailNow = mayFail;
      try {
        hive = hive == null ? new Hive(millrace.port(10000)) : hive;
        Hive asked = hive;
        List<List<List<String>>> seen = queries.stream().map(asked::rows).toList();
        first = first == null ? seen : first;
        if (!seen.equals(first)) {
          wrong.add("a reader saw " + seen + " instead of " + first);
        }
        answers.incrementAndGet();
        Thread.sleep(500);
      } catch (AssertionError e) {
        hive = null;
        if (!mayFailNow && !mayFail && began > mustAnswerFrom) {
          wrong.add("a query failed though nothing was down: " + e.getCause());
        }
      } catch (InterruptedException e) {
        return;
      }
    }
    if (hive != null) {
      hive.close();
    }
  }
}
