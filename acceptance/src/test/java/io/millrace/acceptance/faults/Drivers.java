package io.millrace.acceptance.faults;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The driver that lands and its successor, which is warm already. When the one dies the other goes,
 * as YARN would start another attempt; a successor knows nothing of its predecessor.
 */
final class Drivers implements Landing {

  private static final long WARM_WITHIN_SECONDS = 90;

  private final DriverLaunch launch;
  private final Map<Integer, Long> published = new TreeMap<>();
  private Driver active;
  private Driver spare;
  private Trap forSuccessor;
  private boolean closed;
  private int deaths;

  Drivers(DriverLaunch launch) {
    this.launch = launch;
  }

  /** Starts both and lets the first go. */
  @Override
  public void start() {
    Driver first = warm();
    synchronized (this) {
      spare = warm();
    }
    first.awaitWarm(WARM_WITHIN_SECONDS);
    go(first);
  }

  /** The driver that is to land now. */
  synchronized Driver active() {
    return active;
  }

  @Override
  public synchronized int deaths() {
    return deaths;
  }

  /** The next driver that goes has this trap from its beginning. */
  synchronized void setForSuccessor(Trap trap) {
    forSuccessor = trap;
  }

  /**
   * Lets the successor go although the active driver has not ended.
   *
   * @return the driver that was active
   */
  synchronized Driver replace() {
    Driver before = active;
    succeed();
    return before;
  }

  /** Waits until another driver than that one is to land, and returns it. */
  synchronized Driver awaitSuccessorOf(Driver driver) throws InterruptedException {
    while (active == driver) {
      wait();
    }
    return active;
  }

  @Override
  public boolean awaitPublished(Inventory.Mark mark, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (published) {
      while (!covers(mark.ends())) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(published, left);
      }
      return true;
    }
  }

  @Override
  public String position() {
    synchronized (published) {
      return published.toString();
    }
  }

  @Override
  public void close() {
    Driver one;
    Driver other;
    synchronized (this) {
      closed = true;
      one = active;
      other = spare;
    }
    if (one != null) {
      one.kill();
    }
    if (other != null) {
      other.kill();
    }
  }

  private boolean covers(Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> published.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private Driver warm() {
    return new Driver(launch.next(), this::published);
  }

  private void published(Map<Integer, Long> ends) {
    synchronized (published) {
      ends.forEach((partition, end) -> published.merge(partition, end, Math::max));
      published.notifyAll();
    }
  }

  private synchronized void succeed() {
    if (closed) {
      return;
    }
    Driver next = spare;
    spare = warm();
    if (!next.awaitWarm(WARM_WITHIN_SECONDS)) {
      next.kill();
      next = spare;
      spare = warm();
      next.awaitWarm(WARM_WITHIN_SECONDS);
    }
    go(next);
  }

  private synchronized void go(Driver driver) {
    active = driver;
    if (forSuccessor != null) {
      driver.set(forSuccessor);
      forSuccessor = null;
    }
    driver.go();
    CompletableFuture<Void> unused = driver.ended().thenAccept(code -> dead(driver));
    notifyAll();
  }

  private synchronized void dead(Driver driver) {
    deaths++;
    if (driver == active) {
      succeed();
    }
  }
}
