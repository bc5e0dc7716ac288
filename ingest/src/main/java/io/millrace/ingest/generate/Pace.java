package io.millrace.ingest.generate;

/**
 * Lets records pass at an even rate, from one in minutes to as fast as they come. What the machine
 * or the output holds up is made up for, but at most one second's worth, or two records: a stall is
 * not followed by a flood. Between records it sleeps. For one thread.
 */
public final class Pace {
  private static final double MOST_SECONDS_MADE_UP = 1.0;
  private static final long LEAST_PAUSE = 1_000_000L;
  private static final long GREATEST_PAUSE = 100_000_000L;

  private final double perNano;
  private final double most;
  private final Ticker ticker;
  private long last;
  private double credit;

  /**
   * @param perSecond records in a second; infinite for as fast as they come
   */
  public Pace(double perSecond, Ticker ticker) {
    this.perNano = perSecond / Ticker.A_SECOND;
    this.most = Math.max(2, perSecond * MOST_SECONDS_MADE_UP);
    this.credit = Double.isInfinite(perSecond) ? perSecond : 1;
    this.ticker = ticker;
    this.last = ticker.nanos();
  }

  /**
   * Whether the next record may pass. If not yet, it has waited a while, at most a tenth of a
   * second, and wants to be asked again.
   */
  public boolean pass() {
    if (credit < 1) {
      long now = ticker.nanos();
      credit = Math.min(most, credit + (now - last) * perNano);
      last = now;
    }
    if (credit >= 1) {
      credit -= 1;
      return true;
    }
    double until = (1 - credit) / perNano;
    ticker.pause((long) Math.min(GREATEST_PAUSE, Math.max(LEAST_PAUSE, until)));
    return false;
  }
}
