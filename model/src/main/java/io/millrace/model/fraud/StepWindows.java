package io.millrace.model.fraud;

import io.millrace.model.state.StateOutput;

/** The payments that fit each step of a sequence: their times with the numbers they arrived by. */
@SuppressWarnings("ArrayRecordComponent") // state, never compared
record StepWindows(TimeWindow[] steps) implements RuleState {

  @Override
  public void write(StateOutput out) {
    out.writeVarint(steps.length);
    for (TimeWindow step : steps) {
      step.write(out);
    }
  }
}
