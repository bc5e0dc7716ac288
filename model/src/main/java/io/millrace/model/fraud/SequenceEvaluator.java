package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Payments that fit one step after the other, the present one the last. From the present one
 * backwards each step takes the latest payments that fit it before those of the next, so that the
 * sequence found is the shortest. Before is earlier, or at the same time and arrived earlier.
 */
final class SequenceEvaluator implements RuleEvaluator<StepWindows> {
  private final List<Rule.Step> steps;
  private final long within;
  private final long lateness;

  SequenceEvaluator(Rule.Sequence rule, long lateness) {
    this.steps = rule.steps();
    this.within = Spans.micros(rule.within());
    this.lateness = lateness;
  }

  @Override
  public String evaluate(Situation now, StepWindows state) {
    int last = steps.size() - 1;
    boolean fits = steps.get(last).where().holds(now.payment, now.base);
    String found = fits ? find(now, state) : null;
    for (int i = 0; i <= last; i++) {
      boolean isNoted =
          i == last
              ? fits && steps.get(last).times() > 1
              : steps.get(i).where().holds(now.payment, now.base);
      if (isNoted) {
        state.steps()[i].dropBefore(now.account.clock - within - lateness);
        state.steps()[i].add(now.payment.micros(), now.account.arrivals);
      }
    }
    return found;
  }

  private String find(Situation now, StepWindows state) {
    long time = now.payment.micros();
    long arrival = now.account.arrivals;
    for (int i = steps.size() - 1; i >= 0; i--) {
      TimeWindow window = state.steps()[i];
      int missing = i == steps.size() - 1 ? steps.get(i).times() - 1 : steps.get(i).times();
      if (missing > 0) {
        now.requireComplete(window, now.payment.micros() - within);
        int place = window.placeBefore(time, arrival, missing);
        if (place < 0) {
          return null;
        }
        time = window.timeAt(place);
        arrival = window.valueAt(place);
      }
    }
    long span = now.payment.micros() - time;
    return span <= within ? explanation(now, span) : null;
  }

  private String explanation(Situation now, long span) {
    StringJoiner found = new StringJoiner(", then ");
    for (Rule.Step step : steps) {
      found.add(step.times() + " × " + step.name());
    }
    return "%s within %s, %s at most; this one is of %s"
        .formatted(
            found,
            Spans.text(span),
            Spans.text(within),
            now.base == Amounts.UNKNOWN ? "an unknown amount" : now.amount());
  }

  @Override
  public StepWindows fresh() {
    TimeWindow[] windows = new TimeWindow[steps.size()];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = new TimeWindow();
    }
    return new StepWindows(windows);
  }

  @Override
  public StepWindows read(StateInput in) {
    StepWindows read = fresh();
    int count = in.readCount(2);
    if (count != read.steps().length) {
      throw new InvalidStateException(count + " steps where there are " + read.steps().length);
    }
    for (int i = 0; i < count; i++) {
      read.steps()[i] = TimeWindow.read(in);
    }
    return read;
  }

  @Override
  public String shape() {
    return steps.stream()
        .map(step -> (step.times() > 1 ? "+" : "") + step.where().shape())
        .collect(Collectors.joining(";"));
  }
}
