package io.millrace.model.funnel;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A declared funnel. {@link FunnelMatcher} says what it means.
 *
 * @param name of its own
 * @param counting whose way through it is counted
 * @param mode what may happen between two steps
 * @param window time from the first step within which all others must happen, both ends included
 * @param segments fields whose value at the first step tells the counted apart
 * @param steps in their order, 2 to {@value #MOST_STEPS}
 */
public record Funnel(
    String name,
    Counting counting,
    Mode mode,
    Duration window,
    List<EventField> segments,
    List<FunnelStep> steps)
    implements Serializable {

  static final int MOST_STEPS = 20;

  /** Whose way is counted. */
  public enum Counting {
    /** A visitor of a site, once for each day on which he enters. */
    VISITOR,
    /** A session, once, on the day that it starts. */
    SESSION
  }

  /** What may happen between two steps. */
  public enum Mode {
    /** Anything. */
    LOOSE,
    /** Anything but a view of another page. */
    STRICT
  }

  public Funnel {
    segments = new ArrayList<>(segments);
    steps = new ArrayList<>(steps);
  }

  long windowMicros() {
    return window.toSeconds() * 1_000_000L + window.toNanosPart() / 1_000;
  }

  /** Whether an event can make a difference to anybody's way. */
  public boolean concerns(FunnelEvent event) {
    return stepsFitting(event) != 0 || breaksAt(event);
  }

  /** The steps that an event fits: bit 0 is the first. */
  int stepsFitting(FunnelEvent event) {
    int fitting = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).fits(event)) {
        fitting |= 1 << i;
      }
    }
    return fitting;
  }

  /** Whether an event ends the way of all whose next step it is not. */
  boolean breaksAt(FunnelEvent event) {
    return mode == Mode.STRICT && event.isPageView();
  }

  /** What tells an event's visitor apart, in the order of the segments; empty where unknown. */
  List<Optional<String>> segmentsOf(FunnelEvent event) {
    return segments.stream().map(field -> Optional.ofNullable(event.text(field))).toList();
  }
}
