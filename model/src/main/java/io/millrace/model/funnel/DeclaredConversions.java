package io.millrace.model.funnel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What makes a session converted: an event that fits one of these.
 *
 * @param steps what is asked of an event, each with a name of its own; none where nobody has said
 *     what a conversion is
 */
public record DeclaredConversions(List<FunnelStep> steps) implements Serializable {

  static final int MOST = 20;

  /** Where nobody has said what a conversion is. */
  public static final DeclaredConversions NONE = new DeclaredConversions(List.of());

  public DeclaredConversions {
    steps = new ArrayList<>(steps);
  }

  /** Whether there are any. */
  public boolean areDeclared() {
    return !steps.isEmpty();
  }

  /** Whether an event is one. */
  public boolean include(FunnelEvent event) {
    return steps.stream().anyMatch(step -> step.fits(event));
  }

  /** What they ask of events. */
  public Set<EventField> fields() {
    Set<EventField> fields = EnumSet.noneOf(EventField.class);
    steps.stream().map(FunnelStep::fields).forEach(fields::addAll);
    return fields;
  }
}
