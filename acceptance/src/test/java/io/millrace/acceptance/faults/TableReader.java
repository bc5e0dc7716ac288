package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.Sighting.Count;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks HiveServer2 for the table's counts, again and again, while everything is being broken: for
 * those of the newest hours, in which landing writes, and in a share of the time for those of the
 * whole table, however large it has become. A query that fails while no daemon is down is as wrong
 * as a wrong count.
 */
final class TableReader implements AutoCloseable {

  private static final Duration AFTER_A_DAEMON = Duration.ofSeconds(45);
  private static final int NEWEST_HOURS = 12;

  /** After a query of the whole table, as many times its duration belongs to others. */
  private static final int OTHERS_SHARE = 3;

  private static final String QUERY =
      """
      SELECT dt, hour, count(*), count(DISTINCT kafka_partition, kafka_offset)
      FROM raw.%s %s GROUP BY dt, hour GROUPING SETS ((dt, hour), ())
      """;

  private static final String BETWEEN = " hour ";

  private final String url;
  private final String feed;
  private final Thread thread = new Thread(this::read, "reader");
  private final AtomicBoolean ending = new AtomicBoolean();
  private Sighting last = Sighting.none();
  private Optional<String> wrong = Optional.empty();
  private long queries;
  private long whole;
  private boolean wholeWanted = true;
  private long wholeDue;
  private long unanswered;
  private int daemonsDown;
  private long lastDaemonUp = System.nanoTime() - AFTER_A_DAEMON.toNanos();

  TableReader(String url, String feed) {
    this.url = url;
    this.feed = feed;
  }

  /** Begins to ask, unless it does so already. */
  synchronized void start() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** How many rows there are. */
  long count() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return ask(statement, "").all().rows();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until the daemon is back, and a while longer, queries may fail. */
  synchronized void daemonDown() {
    daemonsDown++;
  }

  synchronized void daemonUp() {
    daemonsDown--;
    lastDaemonUp = System.nanoTime();
  }

  /** What was wrong first. */
  synchronized Optional<String> wrong() {
    return wrong;
  }

  /** How many rows have been seen, each hour's when it was last asked for. */
  synchronized long rows() {
    return last.all().rows();
  }

  /** Queries that were answered. */
  synchronized long queries() {
    return queries;
  }

  /** Queries of the whole table among them. */
  synchronized long wholeQueries() {
    return whole;
  }

  /** Queries that failed while a daemon was down. */
  synchronized long unanswered() {
    return unanswered;
  }

  /** Waits until so many rows have been seen, or something is wrong. */
  synchronized boolean awaitRows(long rows, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (rows() < rows && wrong.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return rows() >= rows;
  }

  /**
   * Waits until the whole table has been asked for that many times from now on, or something is
   * wrong.
   */
  synchronized boolean awaitWhole(int count, Duration atMost) throws InterruptedException {
    // the one that is under way began before
    long until = whole + count + 1;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (whole < until && wrong.isEmpty()) {
      wholeWanted = true;
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  @Override
  public void close() {
    ending.set(true);
    thread.interrupt();
    try {
      thread.join(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    while (!ending.get() && wrong().isEmpty()) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        while (!ending.get() && wrong().isEmpty()) {
          String since = since();
          long began = System.nanoTime();
          Sighting sighting = ask(statement, since);
          seen(sighting, System.nanoTime() - began);
        }
      } catch (SQLException e) {
        failed(e);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, System.getProperty("user.name"), "");
  }

  /** From which hour on the next query asks. */
  private synchronized String since() {
    if (wholeWanted || System.nanoTime() >= wholeDue) {
      return "";
    }
    List<String> known = List.copyOf(last.hours().keySet());
    return known.size() <= NEWEST_HOURS ? "" : known.get(known.size() - NEWEST_HOURS);
  }

  private Sighting ask(Statement statement, String since) throws SQLException {
    Map<String, Count> hours = new TreeMap<>();
    Count all = new Count(0, 0);
    try (ResultSet rows = statement.executeQuery(QUERY.formatted(feed, where(since)))) {
      while (rows.next()) {
        Count count = new Count(rows.getLong(3), rows.getLong(4));
        if (rows.getString(1) == null) {
          all = count;
        } else {
          hours.put(rows.getString(1) + BETWEEN + rows.getString(2), count);
        }
      }
    }
    return new Sighting(since, hours, all);
  }

  private static String where(String since) {
    if (since.isEmpty()) {
      return "";
    }
    String[] hour = since.split(BETWEEN, -1);
    return "WHERE dt > '%1$s' OR (dt = '%1$s' AND hour >= '%2$s')".formatted(hour[0], hour[1]);
  }

  private synchronized void seen(Sighting sighting, long nanos) {
    wrong = sighting.wrongAfter(last);
    last = sighting.added(last);
    queries++;
    if (sighting.since().isEmpty()) {
      whole++;
      wholeWanted = false;
      wholeDue = System.nanoTime() + OTHERS_SHARE * nanos;
    }
    notifyAll();
  }

  private synchronized void failed(SQLException e) {
    if (ending.get()) {
      return;
    }
    boolean excused =
        daemonsDown > 0 || System.nanoTime() - lastDaemonUp < AFTER_A_DAEMON.toNanos();
    if (excused) {
      unanswered++;
      pause();
    } else {
      String why = e.getMessage().lines().findFirst().orElse("");
      wrong = Optional.of("a query failed while every daemon was up: " + why);
      notifyAll();
    }
  }

  /** Gives up the lock meanwhile. */
  private void pause() {
    try {
      TimeUnit.MILLISECONDS.timedWait(this, 200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
