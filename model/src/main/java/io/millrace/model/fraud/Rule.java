package io.millrace.model.fraud;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A declared rule. Amounts are ten-thousandths of the base currency; windows are event time and
 * include both their ends.
 */
public sealed interface Rule {

  /** What all rules declare. */
  Terms terms();

  /**
   * What all rules declare.
   *
   * @param name of the rule, unique in its set
   * @param weight what it adds to the score, 0 to 100
   * @param severity what its alerts carry
   */
  record Terms(String name, int weight, RiskLevel severity) {}

  /** The amount is above the limit. */
  record HighAmount(Terms terms, long limit) implements Rule {}

  /** The account made so many payments within a window, for one of the pairs at least. */
  record VelocityCount(Terms terms, List<CountWindow> windows) implements Rule {
    public VelocityCount {
      windows = List.copyOf(windows);
    }
  }

  /**
   * A number of payments and the time within which they are too many.
   *
   * @param count the payment that is this one or a later one fires
   */
  record CountWindow(int count, Duration within) {}

  /** The account's payments within the window sum up to more than the limit. */
  record VelocityAmount(Terms terms, long limit, Duration within) implements Rule {}

  /**
   * Two payments through one of the channels lie further apart than the distance, and nobody
   * travels from one to the other at that speed.
   */
  record ImpossibleTravel(Terms terms, int kilometresPerHour, int kilometres, Set<String> channels)
      implements Rule {
    public ImpossibleTravel {
      channels = Set.copyOf(channels);
    }
  }

  /** Payments that fit the steps, one step after the other, with the last step's now. */
  record Sequence(Terms terms, Duration within, List<Step> steps) implements Rule {
    public Sequence {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step of a sequence.
   *
   * @param name for explanations
   * @param times how many payments must fit
   * @param where what they must fit
   */
  record Step(String name, int times, PaymentCondition where) {}

  /** So many payments from {@code least} to {@code limit} within the window. */
  record Structuring(Terms terms, long least, long limit, int count, Duration within)
      implements Rule {}

  /**
   * The amount is above the mean of the account's earlier payments plus so many standard
   * deviations, once there are {@code after} of them.
   */
  record UnusualAmount(Terms terms, double deviations, int after) implements Rule {}

  /**
   * The account uses a merchant, device or country that is not among the {@value RecentValues#MOST}
   * it used last, and the amount is above that percentile of its earlier payments, once there are
   * {@code after} of them.
   */
  record FirstUse(Terms terms, PaymentAttribute attribute, int percentile, int after)
      implements Rule {}

  /**
   * The amount is above the limit, at an hour of the day (UTC) at which none of the account's
   * earlier payments was made, once there are {@code after} of them.
   */
  record NightOwl(Terms terms, long limit, int after) implements Rule {}
}
