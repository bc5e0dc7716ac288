package io.millrace.cluster.start;

import java.util.Set;

/**
 * One piece of a plan.
 *
 * @param name what it does, in words that a user understands; unique in its plan
 * @param needs the names of the steps that must have ended well before it begins
 * @param action the work; an interrupt asks it to give up
 */
public record Step(String name, Set<String> needs, Action action) {

  public Step {
    needs = Set.copyOf(needs);
  }

  /** The work of a step. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }
}
