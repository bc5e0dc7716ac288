package io.millrace.warehouse.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a reader sees them. */
final class Numbers {

  private static final String NOTHING = "–";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Numbers() {}

  static String whole(BigDecimal number) {
    return String.format(
            Locale.ROOT, "%,d", number.setScale(0, RoundingMode.HALF_UP).toBigInteger())
        .replace('-', '−');
  }

  static String money(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP))
        .replace('-', '−');
  }

  /** A ratio in percent, a dash when there is nothing to divide by. */
  static String percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? NOTHING : percent(ratio(part.multiply(HUNDRED), whole));
  }

  /** A share of 0 to 1 in percent. */
  static String share(BigDecimal share) {
    return percent(share.multiply(HUNDRED));
  }

  /** One decimal, a dash when there is nothing to divide by. */
  static String average(BigDecimal sum, BigDecimal count) {
    return count.signum() == 0
        ? NOTHING
        : ratio(sum, count).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  static String moneyAverage(BigDecimal sum, BigDecimal count) {
    return count.signum() == 0 ? NOTHING : money(ratio(sum, count));
  }

  static String duration(BigDecimal seconds) {
    long all = seconds.setScale(0, RoundingMode.HALF_UP).longValueExact();
    if (all < 60) {
      return all + " s";
    }
    if (all < 3_600) {
      return "%d min %02d s".formatted(all / 60, all % 60);
    }
    return "%d h %02d min".formatted(all / 3_600, all % 3_600 / 60);
  }

  static String bytes(BigDecimal bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes.doubleValue();
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(
        Locale.ROOT, value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, 6, RoundingMode.HALF_UP);
  }

  private static String percent(BigDecimal percent) {
    int scale = percent.abs().compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
    return percent.setScale(scale, RoundingMode.HALF_UP).toPlainString() + " %";
  }
}
