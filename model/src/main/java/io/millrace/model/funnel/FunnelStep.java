package io.millrace.model.funnel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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

  boolean fits(FunnelEvent event) {
    for (StepCondition condition : conditions) {
      if (!condition.fits(event)) {
        return false;
      }
    }
    return true;
  }
}
