package io.millrace.cluster;

import java.util.List;

/** Looks at this machine for what a cluster needs, without changing or starting anything. */
public final class Doctor {

  public Doctor(ClusterSettings settings) {}

  /** Every check with its result, the wrong ones included. */
  public List<Finding> examine() {
    return List.of();
  }
}
