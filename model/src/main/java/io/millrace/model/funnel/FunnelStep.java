package io.millrace.model.funnel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A step of a funnel.
 *
 * @param name of its own within the funnel
 * @param conditions that an event must fit, all of them; at least one
 */
public record FunnelStep(String name, List<StepCondition> conditions) implements Serializable {

  public FunnelStep {
    conditions = new ArrayList<>(conditions);
  }

  /** The fields that it asks for. */
  public Set<EventField> fields() {
    return conditions.stream().map(StepCondition::field).collect(Collectors.toSet());
  }

  boolean fits(FunnelEvent event) {
    for (StepCondition condition : conditions) {
      if (!condition.fits(event)) {
        return false;
      }
    }
    return true;
  }
}
