package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.Sighting.Count;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks HiveServer2 for the table's counts, again and again, while everything is being broken. A
 * query that fails while no daemon is down is as wrong as a wrong count.
 */
final class TableReader implements AutoCloseable {

  private static final Duration AFTER_A_DAEMON = Duration.ofSeconds(45);
  private static final String QUERY =
      """
      SELECT dt, hour, count(*), count(DISTINCT kafka_partition, kafka_offset)
      FROM raw.%s GROUP BY dt, hour GROUPING SETS ((dt, hour), ())
      """;

  private final String url;
  private final String query;
  private final Thread thread = new Thread(this::read, "reader");
  private final AtomicBoolean ending = new AtomicBoolean();
  private Sighting last = Sighting.none();
  private Optional<String> wrong = Optional.empty();
  private long queries;
  private long unanswered;
  private int daemonsDown;
  private long lastDaemonUp = System.nanoTime() - AFTER_A_DAEMON.toNanos();

  TableReader(String url, String feed) {
    this.url = url;
    this.query = QUERY.formatted(feed);
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
      return ask(statement).rows();
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

  synchronized Sighting last() {
    return last;
  }

  /** Queries that were answered. */
  synchronized long queries() {
    return queries;
  }

  /** Queries that failed while a daemon was down. */
  synchronized long unanswered() {
    return unanswered;
  }

  /** Waits until so many rows have been seen, or something is wrong. */
  synchronized boolean awaitRows(long rows, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (last.rows() < rows && wrong.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return last.rows() >= rows;
  }

  /** Waits until as many further queries are answered, or something is wrong. */
  synchronized boolean awaitQueries(int count, Duration atMost) throws InterruptedException {
    long until = queries + count;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (queries < until && wrong.isEmpty()) {
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
          seen(ask(statement));
        }
      } catch (SQLException e) {
        failed(e);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, System.getProperty("user.name"), "");
  }

  private Sighting ask(Statement statement) throws SQLException {
    Map<String, Count> counts = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        String dt = rows.getString(1);
        String hour = dt == null ? Sighting.ALL : "dt=" + dt + "/hour=" + rows.getString(2);
        counts.put(hour, new Count(rows.getLong(3), rows.getLong(4)));
      }
    }
    return new Sighting(counts);
  }

  private synchronized void seen(Sighting sighting) {
    wrong = sighting.wrongAfter(last);
    last = sighting;
    queries++;
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
