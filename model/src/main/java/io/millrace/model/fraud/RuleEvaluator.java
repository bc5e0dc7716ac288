package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;

/**
 * A rule at work. For any number of threads, as it keeps nothing but the rule.
 *
 * @param <S> what it remembers of an account
 */
interface RuleEvaluator<S extends RuleState> {

  /**
   * Why the rule fires, built of the numbers that make it fire; null when it does not. Notes the
   * payment in the state either way.
   */
  String evaluate(Situation now, S state);

  /** The state of an account that never paid. */
  S fresh();

  /** Reads what {@link RuleState#write} wrote. */
  S read(StateInput in);

  /** The same for rules that would remember the same; it survives a change of all else. */
  String shape();

  /** A rule that needs no state of its own. */
  interface Stateless extends RuleEvaluator<RuleState> {

    /** As {@link #evaluate(Situation, RuleState)}. */
    String evaluate(Situation now);

    @Override
    default String evaluate(Situation now, RuleState state) {
      return evaluate(now);
    }

    @Override
    default RuleState fresh() {
      return RuleState.NONE;
    }

    @Override
    default RuleState read(StateInput in) {
      return RuleState.NONE;
    }

    @Override
    default String shape() {
      return "";
    }
  }
}
