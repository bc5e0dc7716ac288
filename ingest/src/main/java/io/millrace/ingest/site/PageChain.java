package io.millrace.ingest.site;

import java.util.List;

/**
 * What follows from the Markov chain of pages without drawing a single visit. A state is a request
 * for a page; it is answered by the page or by an error, and either has its own next states. See J.
 * G. Kemeny and J. L. Snell, "Finite Markov Chains", chapter III (absorbing chains).
 */
public final class PageChain {
  private final Behaviour behaviour;
  private final int n;

  /** From a page that was answered, from an error, and from a request whatever the answer. */
  private final double[][] fromPage;

  private final double[][] fromError;
  private final double[][] fromRequest;

  public PageChain(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.n = behaviour.pages().size();
    fromPage = new double[n][n];
    fromError = new double[n][n];
    fromRequest = new double[n][n];
    for (int i = 0; i < n; i++) {
      Page page = behaviour.pages().get(i);
      add(fromPage[i], page.next(), i);
      add(fromError[i], behaviour.afterError().next(), i);
      double error = page.load().errorRate();
      for (int j = 0; j < n; j++) {
        fromRequest[i][j] = (1 - error) * fromPage[i][j] + error * fromError[i][j];
      }
    }
  }

  /** How often a visit asks for each page, on average. */
  public double[] requests() {
    double[][] transposed = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        transposed[i][j] = (i == j ? 1 : 0) - fromRequest[j][i];
      }
    }
    return LinearEquations.solve(transposed, entry());
  }

  /**
   * How many records a visit makes, on average: each view or error, what is done there, the leave.
   */
  public double recordsPerVisit() {
    double[] requests = requests();
    double records = 0;
    for (int i = 0; i < n; i++) {
      Page page = behaviour.pages().get(i);
      double got = 1 - page.load().errorRate();
      records += requests[i] * (2 + got * page.meanInteractions());
    }
    return records;
  }

  /** How long a visit looks at each page altogether, on average, in milliseconds. */
  double[] dwellMillis() {
    double[] dwell = requests();
    for (int i = 0; i < n; i++) {
      Page.Load load = behaviour.pages().get(i).load();
      double error = load.errorRate();
      dwell[i] *=
          (1 - error) * load.dwellMillis().mean()
              + error * behaviour.afterError().dwellMillis().mean();
    }
    return dwell;
  }

  /**
   * Conversion of each step of the funnel: of the visits that reached the step before (for the
   * first: of all visits) the share that reaches it.
   */
  public double[] conversions() {
    List<Integer> steps = behaviour.funnel().steps();
    double[] conversions = new double[steps.size()];
    for (int k = 0; k < conversions.length; k++) {
      double[] from = k == 0 ? entry() : fromPage[steps.get(k - 1)];
      double[] reaching = reaching(steps.get(k));
      for (int j = 0; j < n; j++) {
        conversions[k] += from[j] * reaching[j];
      }
    }
    return conversions;
  }

  /** With what probability a visit that asks for each page gets {@code target}, then or later. */
  private double[] reaching(int target) {
    double[][] equations = new double[n][n];
    double[] right = new double[n];
    double error = behaviour.pages().get(target).load().errorRate();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double onward = i == target ? error * fromError[i][j] : fromRequest[i][j];
        equations[i][j] = (i == j ? 1 : 0) - onward;
      }
    }
    right[target] = 1 - error;
    return LinearEquations.solve(equations, right);
  }

  private double[] entry() {
    double[] entry = new double[n];
    add(entry, behaviour.entry(), Transition.LEAVE);
    return entry;
  }

  private static void add(double[] row, List<Transition> transitions, int from) {
    for (Transition transition : transitions) {
      int target = transition.target() == Behaviour.AfterError.AGAIN ? from : transition.target();
      if (target != Transition.LEAVE) {
        row[target] += transition.probability();
      }
    }
  }
}
