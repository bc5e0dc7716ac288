package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.payment.Payment.Channel;
import io.millrace.ingest.generate.payment.Payment.Nature;
import io.millrace.ingest.site.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes cases of fraud: the payments of each, in order, of which those carry the label that the
 * rule should see. The account is left in peace for a while afterwards, so that cases do not run
 * into each other.
 */
final class Cases {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long PEACE = HOUR + 6 * MINUTE;
  private static final long UNIT = 10_000;
  private static final long CENT = 100;
  private static final long SUM_LIMIT = 10_000 * UNIT;
  private static final double FAR_KM = 1_000;
  private static final double FAST_KMH = 1_100;
  private static final double TRAVEL_KMH = 700;
  private static final int FIRST_STRANGE_DEVICE = 2;

  private final Accounts accounts;
  private final HonestPayments honest;
  private final Merchants merchants;
  private final List<Place> places;
  private final SeededRandom random;
  private int bursts;

  Cases(
      Accounts accounts,
      HonestPayments honest,
      Merchants merchants,
      List<Place> places,
      SeededRandom random) {
    this.accounts = accounts;
    this.honest = honest;
    this.merchants = merchants;
    this.places = places;
    this.random = random;
  }

  /** A case of one account that begins at that time; not of {@link FraudKind#MERCHANT_BURST}. */
  List<Payment> begin(FraudKind kind, int account, Habits habits, long micros, int hour) {
    List<Payment> payments =
        switch (kind) {
          case HIGH_AMOUNT -> one(kind, account, habits, micros, between(5_050, 8_500));
          case NIGHT_OWL -> one(kind, account, habits, micros, between(550, 1_800));
          case UNUSUAL_AMOUNT -> one(kind, account, habits, micros, unusual(account));
          case NEW_MERCHANT_LARGE, NEW_DEVICE, NEW_COUNTRY ->
              List.of(stranger(kind, account, habits, micros));
          case VELOCITY_COUNT -> manyAtOnce(account, habits, micros);
          case VELOCITY_AMOUNT -> muchAtOnce(account, habits, micros);
          case CARD_TESTING -> cardTesting(account, habits, micros);
          case STRUCTURING -> structuring(account, habits, micros);
          case IMPOSSIBLE_TRAVEL -> travel(account, habits, micros, hour);
          case NO_BROWSING -> unseen(account, habits, micros);
          case MERCHANT_BURST -> throw new IllegalArgumentException("of several accounts");
        };
    accounts.reserve(account, payments.get(payments.size() - 1).micros() + PEACE);
    return payments;
  }

  /** How far an amount must stand out of the account's own, in ten-thousandths. */
  long unusual(int account) {
    double far = accounts.mean(account) + 6 * accounts.deviation(account);
    double most = 1.2 * accounts.honestMost(account);
    return HonestPayments.whole(Math.max(far, most)) + CENT;
  }

  private List<Payment> one(FraudKind kind, int account, Habits habits, long micros, long amount) {
    return List.of(web(account, habits, micros, amount, kind));
  }

  /**
   * Of an account of which no payment is near. Nor may be one of the user's other account: the
   * pages that are viewed before it could be viewed before this one.
   */
  private List<Payment> unseen(int account, Habits habits, long micros) {
    int sibling = Users.sibling(account, accounts.size());
    if (sibling != Users.NONE) {
      accounts.reserve(sibling, micros + PEACE);
    }
    long amount = honest.smallAmount(account, habits);
    return one(FraudKind.NO_BROWSING, account, habits, micros, amount);
  }

  private Payment stranger(FraudKind kind, int account, Habits habits, long micros) {
    double more = 1.15 + 0.45 * random.unit();
    long amount = HonestPayments.whole(accounts.honestMost(account) * more);
    Payment usual = web(account, habits, micros, amount, kind);
    int number = accounts.nextStranger(account);
    return new Payment(
        account,
        micros,
        amount,
        kind == FraudKind.NEW_MERCHANT_LARGE ? Payment.STRANGE : usual.slot(),
        kind == FraudKind.NEW_MERCHANT_LARGE ? merchants.strangeWeb(number) : usual.merchant(),
        Channel.ONLINE,
        kind == FraudKind.NEW_DEVICE ? FIRST_STRANGE_DEVICE + number : usual.device(),
        kind == FraudKind.NEW_COUNTRY ? abroad(habits.home(), number) : habits.home(),
        Nature.FRAUD,
        kind);
  }

  /** A place in a country that is not home's and not that of another number. */
  private int abroad(int home, int number) {
    List<String> countries = places.stream().map(Place::country).distinct().toList();
    int of = (countries.indexOf(places.get(home).country()) + 1 + number % (countries.size() - 1));
    String country = countries.get(of % countries.size());
    for (int i = 0; ; i++) {
      if (places.get(i).country().equals(country)) {
        return i;
      }
    }
  }

  private List<Payment> manyAtOnce(int account, Habits habits, long micros) {
    List<Payment> payments = new ArrayList<>();
    int count = random.between(6, 8);
    long at = micros;
    for (int i = 0; i < count; i++) {
      FraudKind label = i >= 4 ? FraudKind.VELOCITY_COUNT : null;
      payments.add(web(account, habits, at, honest.smallAmount(account, habits), label));
      at += random.between(10 * SECOND, 35 * SECOND);
    }
    return payments;
  }

  private List<Payment> muchAtOnce(int account, Habits habits, long micros) {
    List<Payment> payments = new ArrayList<>();
    int count = random.between(4, 5);
    long at = micros;
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long amount = between(2_900, 4_300);
      sum += amount;
      FraudKind label = sum > SUM_LIMIT ? FraudKind.VELOCITY_AMOUNT : null;
      payments.add(web(account, habits, at, amount, label));
      at += random.between(6 * MINUTE, 11 * MINUTE);
    }
    return payments;
  }

  private List<Payment> cardTesting(int account, Habits habits, long micros) {
    List<Payment> payments = new ArrayList<>();
    int tests = random.between(3, 4);
    long at = micros;
    for (int i = 0; i < tests; i++) {
      long amount = random.between(50, 450) * CENT;
      payments.add(web(account, habits, at, amount, null));
      at += random.between(2 * MINUTE, 5 * MINUTE);
    }
    payments.add(web(account, habits, at, between(210, 900), FraudKind.CARD_TESTING));
    return payments;
  }

  private List<Payment> structuring(int account, Habits habits, long micros) {
    List<Payment> payments = new ArrayList<>();
    int count = random.between(3, 5);
    long at = micros;
    for (int i = 0; i < count; i++) {
      FraudKind label = i >= 2 ? FraudKind.STRUCTURING : null;
      payments.add(web(account, habits, at, between(4_510, 4_990), label));
      at += random.between(70 * MINUTE, 200 * MINUTE);
    }
    return payments;
  }

  /** An honest payment at home and, too soon, one where nobody can be by then. */
  private List<Payment> travel(int account, Habits habits, long micros, int hour) {
    long later = random.between(5 * MINUTE, 50 * MINUTE);
    double least = Math.max(FAR_KM, FAST_KMH * later / HOUR);
    Place home = places.get(habits.home());
    int there = random.below(places.size());
    while (Distance.km(home, places.get(there)) < least) {
      there = random.below(places.size());
    }
    double back = Distance.km(home, places.get(there)) / TRAVEL_KMH;
    accounts.reserve(account, micros + later + (long) (back * HOUR) + HOUR);
    return List.of(
        honest.inAShop(account, habits, micros, hour),
        new Payment(
            account,
            micros + later,
            honest.smallAmount(account, habits),
            Payment.STRANGE,
            merchants.strangeLocal(there),
            Channel.CARD_PRESENT,
            Payment.NO_DEVICE,
            there,
            Nature.FRAUD,
            FraudKind.IMPOSSIBLE_TRAVEL));
  }

  /**
   * Payments of several accounts to one merchant, most of them refused.
   *
   * @param chosen different accounts, at least ten
   */
  List<Payment> burst(List<Integer> chosen, long micros) {
    Merchant merchant = merchants.burstWeb(bursts++);
    List<Payment> payments = new ArrayList<>();
    long at = micros;
    for (int i = 0; i < chosen.size(); i++) {
      int account = chosen.get(i);
      Habits habits = accounts.habits(account);
      payments.add(
          new Payment(
              account,
              at,
              honest.smallAmount(account, habits),
              Payment.STRANGE,
              merchant,
              Channel.ONLINE,
              0,
              habits.home(),
              i % 4 == 3 ? Nature.FRAUD : Nature.FRAUD_REFUSED,
              i >= 9 ? FraudKind.MERCHANT_BURST : null));
      accounts.reserve(account, at + 6 * MINUTE);
      at += random.between(10 * SECOND, 25 * SECOND);
    }
    return payments;
  }

  /** Fraud in one of the account's own shops on the web. */
  private Payment web(int account, Habits habits, long micros, long amount, FraudKind label) {
    int slot = honest.webSlot();
    return new Payment(
        account,
        micros,
        amount,
        slot,
        honest.merchant(habits, slot),
        Channel.ONLINE,
        0,
        habits.home(),
        Nature.FRAUD,
        label);
  }

  /** An amount in whole cents, in ten-thousandths. */
  private long between(int least, int greatest) {
    return random.between(least * 100, greatest * 100) * CENT;
  }
}
