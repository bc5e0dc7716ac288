package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import io.millrace.ingest.generate.payment.Payment.Channel;
import io.millrace.ingest.generate.payment.Payment.Nature;

/**
 * Payments as the account's holder makes them: at known merchants, at home, with amounts that vary
 * little, and smaller ones where merchant, hour or device is used for the first time.
 */
final class HonestPayments {
  /** The slot of the account's cash point; those before are shops, local and on the web. */
  static final int CASH = 10;

  static final int TRANSFER = 11;

  private static final int FIRST_WEB = 6;
  private static final double CENTS = 100;
  private static final long CENT = 100;
  private static final long LEAST = 55_000;
  private static final double SPREAD = 0.45;
  private static final double GREATEST_SIGMA = 2.2;
  private static final int KNOWN_AFTER = 8;
  private static final double REFUSED = 0.02;

  private final WeightedChoice slots = new WeightedChoice(15, 12, 10, 8, 6, 4, 12, 10, 8, 5, 6, 4);
  private final WeightedChoice shops = new WeightedChoice(15, 12, 10, 8, 6, 4);
  private final Accounts accounts;
  private final Merchants merchants;
  private final SeededRandom random;

  HonestPayments(Accounts accounts, Merchants merchants, SeededRandom random) {
    this.accounts = accounts;
    this.merchants = merchants;
    this.random = random;
  }

  /** Any payment. */
  Payment any(int account, Habits habits, long micros, int hour) {
    Nature nature = random.chance(REFUSED) ? Nature.HONEST_REFUSED : Nature.HONEST;
    return at(account, habits, micros, hour, slots.draw(random), nature);
  }

  /** One with the card present. */
  Payment inAShop(int account, Habits habits, long micros, int hour) {
    return at(account, habits, micros, hour, shops.draw(random), Nature.HONEST);
  }

  /** The slot of one of its shops on the web. */
  int webSlot() {
    return FIRST_WEB + random.below(CASH - FIRST_WEB);
  }

  /** The merchant of one of its slots. */
  Merchant merchant(Habits habits, int slot) {
    if (slot == CASH) {
      return merchants.cashPoint(habits.home());
    } else if (slot == TRANSFER) {
      return merchants.payee(habits.choice(slot, Merchants.PAYEES));
    } else if (slot >= FIRST_WEB) {
      return merchants.web(habits.choice(slot, Merchants.WEB_HABITS));
    }
    return merchants.local(habits.home(), habits.choice(slot, Merchants.LOCAL_HABITS));
  }

  private Payment at(int account, Habits habits, long micros, int hour, int slot, Nature nature) {
    Channel channel = channel(slot);
    boolean remote = channel == Channel.ONLINE || channel == Channel.TRANSFER;
    int device = remote ? random.below(habits.devices()) : Payment.NO_DEVICE;
    long amount =
        accounts.isUsual(account, slot, hour, device)
            ? usualAmount(account, habits)
            : smallAmount(account, habits);
    return new Payment(
        account,
        micros,
        amount,
        slot,
        merchant(habits, slot),
        channel,
        device,
        habits.home(),
        nature,
        null);
  }

  private static Channel channel(int slot) {
    if (slot == CASH) {
      return Channel.ATM;
    } else if (slot == TRANSFER) {
      return Channel.TRANSFER;
    }
    return slot >= FIRST_WEB ? Channel.ONLINE : Channel.CARD_PRESENT;
  }

  private long usualAmount(int account, Habits habits) {
    double sigma = Math.max(-GREATEST_SIGMA, Math.min(GREATEST_SIGMA, random.gaussian()));
    double drawn = cents(habits.median() * StrictMath.exp(SPREAD * sigma));
    if (accounts.payments(account) >= KNOWN_AFTER) {
      drawn = Math.min(drawn, accounts.mean(account) + 3 * accounts.deviation(account));
    }
    return Math.max(LEAST, whole(drawn));
  }

  /** At most the median, and less than the greatest so far. */
  long smallAmount(int account, Habits habits) {
    double sigma = Math.min(GREATEST_SIGMA, Math.abs(random.gaussian()));
    long drawn = whole(cents(habits.median() * StrictMath.exp(-SPREAD * sigma)));
    if (accounts.payments(account) == 0) {
      return whole(cents(habits.median()));
    }
    return Math.max(CENT, Math.min(drawn, whole(0.9 * accounts.honestMost(account))));
  }

  private static double cents(double units) {
    return units * CENTS * CENT;
  }

  /** In whole cents. */
  static long whole(double amount) {
    long cents = (long) (amount / CENT);
    return cents * CENT;
  }
}
