package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/**
 * What a pane keeps of its events in one respect. Its content depends on the events alone, not on
 * their order nor on how they were grouped: merging is associative and commutative.
 */
sealed interface Measure permits Count, Sum, Extremes, Distinct, Quantiles, Moves {

  /** Adds what the other has seen, which is of the same class and is left as it is. */
  void merge(Measure other);

  /** An independent copy. */
  Measure copy();

  /** Writes the content; equal contents are equal bytes. */
  void write(StateOutput out);

  /** The byte by which the kind is known. Never changes its meaning. */
  int tag();

  /** Reads a measure of that kind. */
  static Measure read(int tag, StateInput in) {
    return switch (tag) {
      case Count.TAG -> Count.read(in);
      case Sum.TAG -> Sum.read(in);
      case Extremes.TAG -> Extremes.read(in);
      case Distinct.TAG -> Distinct.read(in);
      case Quantiles.TAG -> Quantiles.read(in);
      case Moves.TAG -> Moves.read(in);
      default -> throw new InvalidPaneException("nothing is measured by " + tag);
    };
  }
}
