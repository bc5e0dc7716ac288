package io.millrace.model.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives the windows of a feed's views from panes. It is told the whole value of each pane that
 * changed and how far the watermark has come, and tells which windows became final and which of the
 * open ones changed.
 *
 * <ul>
 *   <li>A pane is final when the watermark has reached its end. What comes for it later is late: it
 *       is counted and changes nothing, so all windows over the pane agree.
 *   <li>A window is final when its last pane is. It is told as final once and never after.
 *   <li>The watermark never goes back.
 *   <li>Held are the panes that are not final, for each open window one value of each key, and for
 *       the panes that may still get late events how many they had.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class WindowBoard {
  private final Map<String, ViewBoard> views = new LinkedHashMap<>();
  private final Revisions revisions;
  private long watermark = Long.MIN_VALUE;

  public WindowBoard(LiveViews views, BoardSettings settings) {
    revisions = new Revisions(settings.firstRevision());
    long finalUntil = settings.finalUntil().map(WindowBoard::micros).orElse(Long.MIN_VALUE);
    for (LiveView view : views.views()) {
      this.views.put(
          view.shape().view(),
          new ViewBoard(view, finalUntil, settings.reviseInterval(), revisions));
    }
  }

  /**
   * Takes a pane's value as it is now. The same again, or an earlier one, changes nothing.
   *
   * @param whole of all events of the pane so far; handed over to the board
   * @throws IllegalArgumentException for a view that the feed has not
   */
  public void update(String view, String key, long paneMicros, PaneValue whole) {
    ViewBoard board = views.get(view);
    if (board == null) {
      throw new IllegalArgumentException("no view " + view + " among " + views.keySet());
    }
    board.update(key, paneMicros, whole);
  }

  /**
   * Lets the watermark come this far; one that is not later changes nothing.
   *
   * @return the windows that became final, in order of their ends, each once
   */
  public List<WindowRow> advance(Instant to) {
    long micros = micros(to);
    List<WindowRow> finals = new ArrayList<>();
    if (micros > watermark) {
      watermark = micros;
      views.values().forEach(view -> view.advance(micros, finals));
    }
    return finals;
  }

  /** The open windows that changed and are due to be told. */
  public List<WindowRow> revisions(Instant now) {
    List<WindowRow> changed = new ArrayList<>();
    views.values().forEach(view -> view.revise(now, changed));
    return changed;
  }

  /** Says that no event of a pane that ends then or before will ever be told. */
  public void forgetUntil(Instant evicted) {
    views.values().forEach(view -> view.forgetUntil(micros(evicted)));
  }

  /** Empty before the first. */
  public Optional<Instant> watermark() {
    return watermark == Long.MIN_VALUE ? Optional.empty() : Optional.of(instant(watermark));
  }

  /**
   * From when on events are needed to derive all windows that are not final, were the board to be
   * built anew; empty before the first watermark.
   */
  public Optional<Instant> neededFrom() {
    return watermark == Long.MIN_VALUE
        ? Optional.empty()
        : views.values().stream()
            .map(view -> view.neededFrom(watermark))
            .min(Long::compare)
            .map(WindowBoard::instant);
  }

  /** By view: how many events came too late since this board began. */
  public Map<String, Long> late() {
    Map<String, Long> late = new LinkedHashMap<>();
    views.forEach((name, view) -> late.put(name, view.late()));
    return late;
  }

  /** How many values it holds: of open panes, of open windows, and counts of final panes. */
  public long size() {
    return views.values().stream().mapToLong(ViewBoard::size).sum();
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Numbers revisions in the order of telling. */
  static final class Revisions {
    private long next;

    Revisions(long first) {
      this.next = first;
    }

    long next() {
      return next++;
    }
  }
}
