package io.millrace.model.fraud;

import io.millrace.model.state.StateOutput;
import java.util.Arrays;
import java.util.List;

/**
 * What is remembered of one account. Made, read and changed by a {@link FraudEvaluator}, whose
 * rules it is for. About 1.4 kB of heap and 0.5 kB stored after thirty payments ({@code bench/run
 * fraud}); bounded whatever the account does, as {@code docs/fraud.md} reckons.
 */
public final class AccountState {
  long arrivals;
  long clock = Long.MIN_VALUE;
  int hours;
  TimeWindow seen = new TimeWindow();
  TimeWindow recent = new TimeWindow();
  AmountMoments moments = new AmountMoments();
  AmountDistribution amounts = new AmountDistribution();
  final RuleState[] slots;

  AccountState(RuleState[] slots) {
    this.slots = slots;
  }

  /**
   * @param shapes of the rules' states, in the order of the slots
   */
  void write(StateOutput out, List<Long> shapes) {
    out.writeVarint(arrivals);
    out.writeSigned(clock);
    out.writeVarint(hours);
    seen.write(out);
    recent.write(out);
    moments.write(out);
    amounts.write(out);
    int stateful = (int) Arrays.stream(slots).filter(slot -> slot != RuleState.NONE).count();
    out.writeVarint(stateful);
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != RuleState.NONE) {
        StateOutput slot = new StateOutput();
        slots[i].write(slot);
        out.writeFixed(shapes.get(i));
        out.writeBytes(slot.toBytes());
      }
    }
  }
}
