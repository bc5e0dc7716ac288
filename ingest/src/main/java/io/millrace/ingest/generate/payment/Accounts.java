package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Places;

/**
 * The accounts and what each has done so far, about 60 bytes of each. The mean and the deviation
 * are Welford's (1962), over all payments of the account.
 */
final class Accounts {
  private static final int LARGE_ONE_IN = 25;

  private final SeededRandom seed;
  private final Places places;
  private final int[] cities;
  private final long[] last;
  private final long[] freeFrom;
  private final int[] payments;
  private final double[] mean;
  private final double[] squares;
  private final long[] honestMost;
  private final int[] large;
  private final short[] usedSlots;
  private final int[] usedHours;
  private final byte[] usedDevices;
  private final short[] strangers;

  /**
   * @param cities numbers of the places where people live, as often as their weight wants
   */
  Accounts(int size, SeededRandom seed, Places places, int[] cities) {
    this.seed = seed;
    this.places = places;
    this.cities = cities;
    last = new long[size];
    freeFrom = new long[size];
    payments = new int[size];
    mean = new double[size];
    squares = new double[size];
    honestMost = new long[size];
    large = new int[size];
    usedSlots = new short[size];
    usedHours = new int[size];
    usedDevices = new byte[size];
    strangers = new short[size];
    java.util.Arrays.fill(last, Long.MIN_VALUE / 2);
    java.util.Arrays.fill(freeFrom, Long.MIN_VALUE / 2);
  }

  int size() {
    return last.length;
  }

  Habits habits(int account) {
    return Habits.of(seed.numbered(account), places, cities);
  }

  /** When it paid last, in microseconds. */
  long last(int account) {
    return last[account];
  }

  /** From when on it may be given a payment. */
  long freeFrom(int account) {
    return freeFrom[account];
  }

  /** Gives it no payment before that time. */
  void reserve(int account, long untilMicros) {
    freeFrom[account] = Math.max(freeFrom[account], untilMicros);
  }

  int payments(int account) {
    return payments[account];
  }

  /** The mean of its amounts, in ten-thousandths. */
  double mean(int account) {
    return mean[account];
  }

  /** The standard deviation of its amounts, in ten-thousandths. */
  double deviation(int account) {
    return payments[account] == 0 ? 0 : StrictMath.sqrt(squares[account] / payments[account]);
  }

  /** The greatest amount of an honest payment, in ten-thousandths. */
  long honestMost(int account) {
    return honestMost[account];
  }

  /**
   * Whether, with one more, so few of its payments are greater than its honest ones that 95 % of
   * all are not.
   */
  boolean mayHaveALargeOne(int account) {
    return (large[account] + 1) * LARGE_ONE_IN <= payments[account];
  }

  boolean hasUsedHour(int account, int hour) {
    return (usedHours[account] & (1 << hour)) != 0;
  }

  /** Whether that slot, hour and device are all known of it. */
  boolean isUsual(int account, int slot, int hour, int device) {
    boolean knownDevice =
        device == Payment.NO_DEVICE || (usedDevices[account] & (1 << device)) != 0;
    return (usedSlots[account] & (1 << slot)) != 0 && hasUsedHour(account, hour) && knownDevice;
  }

  /** A number that it never got: of a merchant, device or country that it never used. */
  int nextStranger(int account) {
    return strangers[account]++;
  }

  /** Notes that the payment is made. */
  void made(Payment payment, int hour) {
    int account = payment.account();
    last[account] = payment.micros();
    payments[account]++;
    double off = payment.amount() - mean[account];
    mean[account] += off / payments[account];
    squares[account] += off * (payment.amount() - mean[account]);
    if (payment.slot() != Payment.STRANGE) {
      usedSlots[account] |= (short) (1 << payment.slot());
    }
    usedHours[account] |= 1 << hour;
    if (payment.device() >= 0 && payment.device() < 2) {
      usedDevices[account] |= (byte) (1 << payment.device());
    }
    if (!payment.nature().isFraud()) {
      honestMost[account] = Math.max(honestMost[account], payment.amount());
    } else if (payment.amount() > honestMost[account]) {
      large[account]++;
    }
  }
}
