package io.millrace.model.fraud;

import io.millrace.model.state.StateOutput;

/** What one rule remembers of one account. */
interface RuleState {

  /** Of rules that need no state of their own. */
  RuleState NONE = out -> {};

  void write(StateOutput out);
}
