package io.millrace.model.feed;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is kept: a number of days, or forever.
 *
 * @param days from 1 to {@value #MOST_DAYS}; {@code FOREVER.days()} for ever
 */
public record KeepTime(int days) implements Serializable {
  /** Never deleted. */
  public static final KeepTime FOREVER = new KeepTime(Integer.MAX_VALUE);

  static final String LEGAL = "a period in days such as P7D, from P1D to P36500D, or forever";

  private static final int MOST_DAYS = 36_500;
  private static final Pattern PERIOD = Pattern.compile("P([0-9]{1,5})D");

  public KeepTime {
    if (days < 1 || (days > MOST_DAYS && days != Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(days + " days; legal: 1 to " + MOST_DAYS);
    }
  }

  /** Whether it has no end. */
  public boolean isForever() {
    return days == Integer.MAX_VALUE;
  }

  /**
   * The length of that time, at 24 hours a day; empty for ever.
   *
   * @return from 1 to {@value #MOST_DAYS} days
   */
  public Optional<Duration> duration() {
    return isForever() ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }

  /** What that text of a declaration says, or null. */
  public static KeepTime parse(String text) {
    if (text.equals("forever")) {
      return FOREVER;
    }
    Matcher period = PERIOD.matcher(text);
    return period.matches() ? new KeepTime(Integer.parseInt(period.group(1))) : null;
  }

  /** As declared. */
  @Override
  public String toString() {
    return isForever() ? "forever" : "P" + days + "D";
  }
}
