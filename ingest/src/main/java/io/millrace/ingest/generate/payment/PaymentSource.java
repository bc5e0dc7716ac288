package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.Kind;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.WeightedChoice;
import io.millrace.ingest.site.Places;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.ValueRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Payments in the order of time, and so those of each account too. Payments arrive evenly at random
 * (Poisson); each is an honest one of an account that is awake and did not pay a moment ago, or
 * begins a case of fraud. A case that finds no fit account waits for one.
 */
final class PaymentSource implements RecordSource {
  /** An honest account pauses so long: four payments never lie within 5 minutes. */
  static final long LEAST_PAUSE = 90_000_000L;

  private static final long QUIET = 6 * 60_000_000L;
  private static final long HOUR = 3_600_000_000L;
  private static final long BURST = 10 * 60_000_000L;
  private static final long OFF_THE_WEB = 45 * 60_000_000L;
  private static final int TRIES_A_CASE = 8;
  private static final int TRIES = 200;
  private static final int LEAST_BURST = 14;
  private static final int GREATEST_BURST = 20;

  private final List<FraudKind> kinds;
  private final Accounts accounts;
  private final HonestPayments honest;
  private final Cases cases;
  private final PaymentRow rows;
  private final SeededRandom random;
  private final WeightedChoice mix;
  private final double chanceOfACase;
  private final double meanGapMicros;
  private final int[] waiting;
  private int casesWaiting;
  private final PriorityQueue<Payment> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(Payment::micros).thenComparingInt(Payment::account));
  private double arrival;

  PaymentSource(
      Feed feed, Timeline timeline, long seed, FraudSettings fraud, Orders orders, int size) {
    this.kinds = orders.kinds();
    this.waiting = new int[kinds.size()];
    SeededRandom all = new SeededRandom(seed);
    Places places = Places.bundled();
    Merchants merchants = new Merchants(places.all().size());
    this.random = all.named("payments");
    this.accounts = new Accounts(size, all.named("accounts"), places, homes(places, all));
    this.honest = new HonestPayments(accounts, merchants, random);
    this.cases = new Cases(accounts, honest, merchants, places.all(), all.named("fraud"));
    this.rows = new PaymentRow(feed, places.all(), orders, all);
    this.mix = new WeightedChoice(kinds.stream().mapToDouble(fraud::weight).toArray());
    this.chanceOfACase = fraud.chanceOfACase();
    double paymentsAnArrival = chanceOfACase * fraud.paymentsOfACase() + 1 - chanceOfACase;
    this.meanGapMicros = 1_000_000 * paymentsAnArrival / timeline.perSecond();
    this.arrival = ValueRange.micros(timeline.start());
  }

  /** Numbers of places, each about as often as people live there. */
  private static int[] homes(Places places, SeededRandom seed) {
    SeededRandom random = seed.named("homes");
    int[] homes = new int[4_096];
    for (int i = 0; i < homes.length; i++) {
      homes[i] = places.all().indexOf(places.pick(random));
    }
    return homes;
  }

  @Override
  public Generated next() {
    while (planned.isEmpty() || planned.peek().micros() > arrival) {
      arrive();
    }
    Payment payment = planned.remove();
    accounts.made(payment, hour(payment.micros()));
    String label = payment.label() == null ? null : payment.label().name();
    return new Generated(rows.of(payment), payment.micros(), Kind.NEW, label);
  }

  private void arrive() {
    arrival += random.exponential(meanGapMicros);
    if (random.chance(chanceOfACase)) {
      waiting[mix.draw(random)]++;
      casesWaiting++;
    }
    long micros = (long) arrival;
    if (casesWaiting == 0 || !beginACase(micros)) {
      payHonestly(micros);
    }
  }

  private void payHonestly(long micros) {
    int hour = hour(micros);
    for (int i = 0; i < TRIES; i++) {
      int account = draw();
      if (micros >= accounts.freeFrom(account)) {
        Habits habits = accounts.habits(account);
        if (habits.isAwake(hour)) {
          planned.add(honest.any(account, habits, micros, hour));
          accounts.reserve(account, micros + LEAST_PAUSE);
          return;
        }
      }
    }
  }

  /** Begins the first of the waiting cases that finds an account; whether one did. */
  private boolean beginACase(long micros) {
    int first = random.below(kinds.size());
    for (int i = 0; i < kinds.size(); i++) {
      int kind = (first + i) % kinds.size();
      if (waiting[kind] > 0 && begin(kinds.get(kind), micros)) {
        waiting[kind]--;
        casesWaiting--;
        return true;
      }
    }
    return false;
  }

  private boolean begin(FraudKind kind, long micros) {
    int hour = hour(micros);
    if (kind == FraudKind.MERCHANT_BURST) {
      return beginBurst(micros, hour);
    }
    for (int i = 0; i < TRIES_A_CASE; i++) {
      int account = draw();
      if (isQuiet(account, micros) && accounts.payments(account) >= kind.leastHistory()) {
        Habits habits = accounts.habits(account);
        if (fits(kind, account, habits, micros, hour)) {
          planned.addAll(cases.begin(kind, account, habits, micros, hour));
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(FraudKind kind, int account, Habits habits, long micros, int hour) {
    if (kind == FraudKind.NIGHT_OWL) {
      return !habits.isAwake(hour) && !accounts.hasUsedHour(account, hour);
    }
    if (!habits.isAwake(hour)) {
      return false;
    }
    if (kind.isRelative() && !accounts.mayHaveALargeOne(account)) {
      return false;
    }
    if (kind == FraudKind.NO_BROWSING && !hasLeftTheWeb(account, micros)) {
      return false;
    }
    return kind != FraudKind.UNUSUAL_AMOUNT || cases.unusual(account) < 44_000_000L;
  }

  private boolean beginBurst(long micros, int hour) {
    int wanted = random.between(LEAST_BURST, GREATEST_BURST);
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < TRIES && chosen.size() < wanted; i++) {
      int account = draw();
      if (isQuiet(account, micros)
          && !chosen.contains(account)
          && accounts.habits(account).isAwake(hour)) {
        chosen.add(account);
      }
    }
    if (chosen.size() < LEAST_BURST) {
      return false;
    }
    // Until their turn comes they pay nothing else.
    chosen.forEach(account -> accounts.reserve(account, micros + BURST));
    planned.addAll(cases.burst(chosen, micros));
    return true;
  }

  private boolean isQuiet(int account, long micros) {
    return micros >= accounts.freeFrom(account) && micros - accounts.last(account) >= QUIET;
  }

  /** Whether its user paid nothing for so long that no page view is near. */
  private boolean hasLeftTheWeb(int account, long micros) {
    int sibling = Users.sibling(account, accounts.size());
    boolean siblingHas =
        sibling == Users.NONE
            || (micros >= accounts.freeFrom(sibling)
                && micros - accounts.last(sibling) >= OFF_THE_WEB);
    return siblingHas && micros - accounts.last(account) >= OFF_THE_WEB;
  }

  /** An account: those of low numbers pay more often. */
  private int draw() {
    double unit = random.unit();
    return (int) (accounts.size() * unit * StrictMath.sqrt(unit));
  }

  private static int hour(long micros) {
    return (int) Math.floorMod(Math.floorDiv(micros, HOUR), 24L);
  }
}
