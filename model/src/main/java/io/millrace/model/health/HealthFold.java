package io.millrace.model.health;

import io.millrace.model.landing.Arrival;
import io.millrace.model.landing.CommitRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A feed's windows of health, folded from the published batches of its commit log. It does not
 * matter how records were cut into batches, but for when these became visible.
 *
 * <p>Every window is told once when it is closed, one after the other, those without records too.
 */
public final class HealthFold {

  /** How long a window is. */
  public static final Duration WINDOW = Arrival.WINDOW;

  private final TreeMap<Instant, OpenWindow> open = new TreeMap<>();
  private final Lags lags = new Lags();
  private final Instant from;
  private Instant closedUntil;
  private long lastSeq;
  private long overdue;

  /**
   * @param from every window that ends by then has been told before
   */
  public HealthFold(Instant from) {
    this.from = firstStart(from);
    this.closedUntil = this.from;
  }

  /** The start of the first window that begins at that time or later. */
  public static Instant firstStart(Instant time) {
    long length = WINDOW.toMillis();
    return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), length) * length);
  }

  /**
   * Takes a batch. Each must be taken once, in the order of the log.
   *
   * @param visibleAt since when readers see it
   */
  public void take(CommitRecord batch, Instant visibleAt) {
    lastSeq = batch.seq();
    Instant read = batch.decidedAt().minusMillis(batch.stagedMs());
    long sinceRead = Duration.between(read, visibleAt).toMillis();
    for (Arrival arrival : batch.arrivals()) {
      if (!arrival.windowStart().isBefore(closedUntil)) {
        window(arrival.windowStart(), batch.seq()).count(arrival, sinceRead);
      } else if (!arrival.windowStart().isBefore(from)) {
        overdue += arrival.records();
      }
    }
    lags.add(batch.seq(), batch.arrivals(), read, visibleAt);
    lags.forgetBefore(closedUntil);
  }

  /**
   * Closes windows.
   *
   * @param passed no record that reached Kafka before it will be in a batch to come
   * @return every window that ends by then and was not told yet, in order
   */
  public List<HealthWindow> close(Instant passed) {
    List<HealthWindow> closed = new ArrayList<>();
    while (!closedUntil.plus(WINDOW).isAfter(passed)) {
      OpenWindow window = open.remove(closedUntil);
      closed.add(tell(window == null ? new OpenWindow(closedUntil, lastSeq) : window));
      closedUntil = closedUntil.plus(WINDOW);
      lags.forgetBefore(closedUntil);
    }
    return closed;
  }

  /** The windows that are not closed and have changed since they were told last, as they are. */
  public List<HealthWindow> changed() {
    List<HealthWindow> changed = new ArrayList<>();
    for (OpenWindow window : open.values()) {
      if (window.changed()) {
        changed.add(tell(window));
      }
    }
    return changed;
  }

  /** Every window that ends by then has been told. */
  public Instant closedUntil() {
    return closedUntil;
  }

  /**
   * The number of the first batch from which all windows that are not closed can be told by another
   * fold.
   */
  public long firstNeeded() {
    long first = open.values().stream().mapToLong(OpenWindow::firstSeq).min().orElse(lastSeq + 1);
    return Math.min(first, lags.firstSeq());
  }

  /** How many records came when their window was closed, which a broker's clock can bring about. */
  public long overdue() {
    return overdue;
  }

  private HealthWindow tell(OpenWindow window) {
    return window.tell(lags.at(window.start()));
  }

  private OpenWindow window(Instant start, long seq) {
    return open.computeIfAbsent(start, s -> new OpenWindow(s, seq));
  }

  /** A window that batches may still add to. */
  private static final class OpenWindow {
    private final Instant start;
    private final long firstSeq;
    private final Delays delays = new Delays();
    private long records;
    private long bytes;
    private long quarantined;
    private long late;
    private boolean changed;

    OpenWindow(Instant start, long firstSeq) {
      this.start = start;
      this.firstSeq = firstSeq;
    }

    void count(Arrival arrival, long sinceRead) {
      records += arrival.records();
      bytes += arrival.bytes();
      quarantined += arrival.quarantined();
      late += arrival.late();
      arrival.waits().forEach(wait -> delays.add(wait.upToMs() + sinceRead, wait.rows()));
      changed = true;
    }

    HealthWindow tell(Lags.Lag lag) {
      changed = false;
      return new HealthWindow(
          start,
          records,
          bytes,
          quarantined,
          late,
          lag.records(),
          lag.millis(),
          delays.percentile(50),
          delays.percentile(99));
    }

    Instant start() {
      return start;
    }

    boolean changed() {
      return changed;
    }

    long firstSeq() {
      return firstSeq;
    }
  }
}
