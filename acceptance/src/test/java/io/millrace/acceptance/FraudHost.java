package io.millrace.acceptance;

import io.millrace.model.fraud.FraudOutputs;

/** A host of fraud rules that reads the topic of payments, and that can be killed. */
interface FraudHost {

  /** For people. */
  String name();

  /** The topics it writes, and the group whose offsets say how far it is. */
  FraudOutputs outputs();

  /** Starts it for the first time. */
  void start();

  /**
   * Kills it the hard way.
   *
   * @return whether there was something to kill
   */
  boolean kill();

  /**
   * Called again and again: starts it once more where nobody else does.
   *
   * @throws IllegalStateException when it has ended by itself
   */
  void look();

  /** Ends it in an orderly way. */
  void stop();
}
