package io.millrace.model.fraud;

import io.millrace.model.state.Hash64;
import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Evaluates payments by a rule set. The same payments of an account, in the same order, give the
 * same evaluations and the same state on every host: amounts are whole ten-thousandths, shared
 * mathematics is {@link StrictMath}, nothing looks at the clock. For any number of threads, as long
 * as each account's state is in the hands of one.
 */
public final class FraudEvaluator {
  private static final int STATE_VERSION = 1;

  /** Of the payments that a review list names, at least. */
  static final int REVIEW_SCORE = 50;

  private final RuleSet rules;
  private final Currencies.Table currencies;
  private final PaymentLists lists;
  private final Rule.Terms[] terms;
  private final RuleEvaluator<RuleState>[] evaluators;
  private final List<Long> shapes = new ArrayList<>();
  private final long horizon;
  private final long halfLife;
  private final long recentSpan;

  /** An evaluator of those rules. */
  public FraudEvaluator(RuleSet rules) {
    this(rules, (features, margin, probability) -> {});
  }

  /**
   * An evaluator of those rules.
   *
   * @param listener is told of each payment that the model evaluates, in the thread that does
   */
  public FraudEvaluator(RuleSet rules, ModelListener listener) {
    this.rules = rules;
    this.currencies = new Currencies.Table(rules.currencies());
    this.lists = new PaymentLists(rules.lists());
    this.terms =
        Stream.concat(
                rules.rules().stream().map(Rule::terms),
                rules.model().map(FraudEvaluator::terms).stream())
            .toArray(Rule.Terms[]::new);
    this.horizon = Spans.micros(rules.duplicateHorizon());
    this.halfLife = Spans.micros(rules.historyHalfLife());
    long lateness = Spans.micros(rules.allowedLateness());
    this.recentSpan = Spans.micros(longestVelocity(rules)) + lateness;
    this.evaluators = evaluators(rules, lateness, listener);
    for (int i = 0; i < evaluators.length; i++) {
      shapes.add(Hash64.of(terms[i].name() + " " + evaluators[i].shape()));
    }
  }

  /** The rules that it evaluates by. */
  public RuleSet rules() {
    return rules;
  }

  /**
   * The payment's amount in ten-thousandths of the base currency, as rules see it; empty where the
   * amount is unknown or its currency has no rate.
   */
  public OptionalLong baseAmount(Payment payment) {
    long base = currencies.toBase(payment.amount(), payment.currency());
    return base == Amounts.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(base);
  }

  /** The state of an account that never paid. */
  public AccountState newAccount() {
    RuleState[] slots = new RuleState[evaluators.length];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = evaluators[i].fresh();
    }
    return new AccountState(slots);
  }

  /**
   * Evaluates the next payment of an account, by order of arrival, and notes it in the state.
   *
   * @param account of this evaluator, or of one with the same rules
   */
  public Evaluation evaluate(AccountState account, Payment payment) {
    long id = Hash64.of(payment.transactionId());
    if (account.seen.contains(id)) {
      return Evaluation.DUPLICATE;
    }
    long time = payment.micros();
    long late = account.arrivals == 0 ? 0 : Math.max(0, account.clock - time);
    long base = currencies.toBase(payment.amount(), payment.currency());
    boolean isHorizonWhole = arrive(account, id, time, base);
    Situation now = new Situation(payment, base, account, rules.currencies().base());
    List<Finding> findings = findings(now);
    learn(account, time, base);
    return evaluation(now, findings, late, isHorizonWhole && now.isComplete());
  }

  /** The state as bytes, which {@link #read} takes. */
  public byte[] write(AccountState account) {
    StateOutput out = new StateOutput();
    out.writeByte(STATE_VERSION);
    account.write(out, shapes);
    return out.toBytes();
  }

  /**
   * Reads a state that an evaluator wrote, this one or one of another rule set: a rule of the same
   * name that remembers the same keeps its state, others begin anew, and what belongs to no rule
   * alone is kept in any case.
   *
   * @throws InvalidStateException when the bytes are none, or of another version
   */
  public AccountState read(byte[] bytes) throws InvalidStateException {
    StateInput in = new StateInput(bytes, InvalidStateException::new);
    int version = in.readByte();
    if (version != STATE_VERSION) {
      throw new InvalidStateException(
          "version " + version + " where " + STATE_VERSION + " belongs");
    }
    AccountState account = newAccount();
    account.arrivals = in.readVarint();
    account.clock = in.readSigned();
    account.hours = (int) in.readVarint();
    account.seen = TimeWindow.read(in);
    account.recent = TimeWindow.read(in);
    account.moments = new AmountMoments(in);
    account.amounts = new AmountDistribution(in);
    Map<Long, byte[]> written = new HashMap<>();
    int count = in.readCount(Long.BYTES + 1);
    for (int i = 0; i < count; i++) {
      written.put(in.readFixed(), in.readBytes());
    }
    in.end();
    for (int i = 0; i < evaluators.length; i++) {
      byte[] slot = written.get(shapes.get(i));
      if (slot != null) {
        StateInput of = new StateInput(slot, InvalidStateException::new);
        account.slots[i] = evaluators[i].read(of);
        of.end();
      }
    }
    return account;
  }

  /**
   * What each rule remembers of an account by itself, by its name: the same for two rules of which
   * one goes on with the state of the other; empty where it remembers nothing.
   */
  Map<String, String> memories() {
    Map<String, String> memories = new HashMap<>();
    for (int i = 0; i < evaluators.length; i++) {
      boolean isStateless = evaluators[i].fresh() == RuleState.NONE;
      memories.put(terms[i].name(), isStateless ? "" : Long.toHexString(shapes.get(i)));
    }
    return memories;
  }

  /** Notes the arrival; whether all ids of the horizon are still remembered. */
  private boolean arrive(AccountState account, long id, long time, long base) {
    account.clock = account.arrivals == 0 ? time : Math.max(account.clock, time);
    account.arrivals++;
    long oldest = account.clock - horizon;
    account.seen.dropBefore(oldest);
    account.seen.add(account.clock, id);
    account.recent.dropBefore(account.clock - recentSpan);
    account.recent.add(time, base == Amounts.UNKNOWN ? 0 : base);
    return account.seen.isCompleteFrom(oldest);
  }

  private List<Finding> findings(Situation now) {
    List<Finding> findings = List.of();
    for (int i = 0; i < evaluators.length; i++) {
      String explanation = evaluators[i].evaluate(now, now.account.slots[i]);
      if (explanation != null) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        now.countFired();
        findings.add(
            new Finding(terms[i].name(), terms[i].weight(), terms[i].severity(), explanation));
      }
    }
    return findings;
  }

  private void learn(AccountState account, long time, long base) {
    account.hours |= 1 << AmountEvaluators.hour(time);
    if (base != Amounts.UNKNOWN) {
      account.moments.add(base, time, halfLife);
      account.amounts.add(base);
    }
  }

  private Evaluation evaluation(Situation now, List<Finding> fired, long late, boolean isComplete) {
    ListEntry entry = lists.deciding(now.payment);
    int sum = 0;
    for (Finding finding : fired) {
      sum += finding.weight();
    }
    int score = Math.min(Evaluation.GREATEST_SCORE, sum);
    List<Finding> findings = fired;
    List<Finding> told = fired;
    if (entry != null) {
      Finding listed = listed(entry);
      score = entry.list() == ListKind.ALLOW ? 0 : Math.max(score, listed.weight());
      findings = Stream.concat(Stream.of(listed), fired.stream()).toList();
      told =
          switch (entry.list()) {
            case ALLOW -> List.of();
            case BLOCK -> List.of(listed);
            case REVIEW -> findings;
          };
    }
    return new Evaluation(
        score,
        rules.levels().of(score),
        entry == null ? Optional.empty() : Optional.of(entry.list()),
        findings,
        told.isEmpty() ? List.of() : alerts(now.payment, told),
        late,
        false,
        now.base != Amounts.UNKNOWN,
        isComplete);
  }

  private Finding listed(ListEntry entry) {
    int least =
        switch (entry.list()) {
          case ALLOW -> 0;
          case REVIEW -> REVIEW_SCORE;
          case BLOCK -> Evaluation.GREATEST_SCORE;
        };
    return new Finding(
        entry.list().ruleName(), least, rules.levels().of(least), entry.explanation());
  }

  private List<Alert> alerts(Payment payment, List<Finding> told) {
    return told.stream().map(f -> Alert.of(rules.version(), payment, f)).toList();
  }

  private static Duration longestVelocity(RuleSet rules) {
    Duration longest = Duration.ZERO;
    for (Rule rule : rules.rules()) {
      if (rule instanceof Rule.VelocityAmount amount) {
        longest = longer(longest, amount.within());
      } else if (rule instanceof Rule.VelocityCount count) {
        for (Rule.CountWindow window : count.windows()) {
          longest = longer(longest, window.within());
        }
      }
    }
    return longest;
  }

  private static Rule.Terms terms(FraudModel model) {
    return new Rule.Terms(FraudModel.NAME, model.weight(), model.severity());
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @SuppressWarnings("unchecked") // each is given only the state that it made
  private static RuleEvaluator<RuleState>[] evaluators(
      RuleSet rules, long lateness, ModelListener listener) {
    List<RuleEvaluator<?>> evaluators = new ArrayList<>();
    rules.rules().forEach(rule -> evaluators.add(evaluator(rule, lateness)));
    // behind the rules, as it looks at what they found
    rules.model().ifPresent(m -> evaluators.add(new ModelEvaluator(m, lateness, listener)));
    return (RuleEvaluator<RuleState>[]) evaluators.toArray(new RuleEvaluator<?>[0]);
  }

  private static RuleEvaluator<?> evaluator(Rule rule, long lateness) {
    if (rule instanceof Rule.HighAmount high) {
      return AmountEvaluators.of(high);
    } else if (rule instanceof Rule.VelocityCount count) {
      return VelocityEvaluators.of(count);
    } else if (rule instanceof Rule.VelocityAmount amount) {
      return VelocityEvaluators.of(amount);
    } else if (rule instanceof Rule.ImpossibleTravel travel) {
      return new TravelEvaluator(travel);
    } else if (rule instanceof Rule.Sequence sequence) {
      return new SequenceEvaluator(sequence, lateness);
    } else if (rule instanceof Rule.Structuring structuring) {
      return new StructuringEvaluator(structuring, lateness);
    } else if (rule instanceof Rule.UnusualAmount unusual) {
      return AmountEvaluators.of(unusual);
    } else if (rule instanceof Rule.FirstUse first) {
      return new FirstUseEvaluator(first);
    } else if (rule instanceof Rule.NightOwl night) {
      return AmountEvaluators.of(night);
    }
    throw new IllegalArgumentException("no such kind of rule: " + rule);
  }
}
