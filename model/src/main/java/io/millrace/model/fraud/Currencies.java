package io.millrace.model.fraud;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/**
 * The base currency of all limits and the rates of others.
 *
 * @param base ISO 4217 code
 * @param rates how much of the base currency one unit of each other currency is; with at most
 *     {@link #RATE_SCALE} digits after the point
 */
public record Currencies(String base, Map<String, BigDecimal> rates) {

  /** Digits after the point of a rate. */
  static final int RATE_SCALE = 8;

  private static final long RATE_UNIT = 100_000_000L;

  public Currencies {
    rates = Map.copyOf(rates);
  }

  /** Turns amounts into the base currency. For one thread or many. */
  static final class Table {
    private final String base;
    private final Map<String, Long> rates = new HashMap<>();

    Table(Currencies currencies) {
      base = currencies.base();
      currencies
          .rates()
          .forEach(
              (code, rate) ->
                  rates.put(code, rate.setScale(RATE_SCALE).unscaledValue().longValueExact()));
    }

    /**
     * The amount in ten-thousandths of the base currency, half a ten-thousandth rounded up, at most
     * {@link Amounts#GREATEST}; {@link Amounts#UNKNOWN} for an unknown amount or currency.
     */
    long toBase(long amount, String currency) {
      if (amount == Amounts.UNKNOWN || currency == null) {
        return Amounts.UNKNOWN;
      }
      if (currency.equals(base)) {
        return Math.min(amount, Amounts.GREATEST);
      }
      Long rate = rates.get(currency);
      return rate == null ? Amounts.UNKNOWN : Math.min(converted(amount, rate), Amounts.GREATEST);
    }

    private static long converted(long amount, long rate) {
      long product = amount * rate;
      if (amount >= 0 && Math.multiplyHigh(amount, rate) == 0 && product >= 0) {
        long whole = product / RATE_UNIT;
        return product % RATE_UNIT * 2 >= RATE_UNIT ? whole + 1 : whole;
      }
      return new BigDecimal(
              BigInteger.valueOf(amount).multiply(BigInteger.valueOf(rate)), RATE_SCALE)
          .setScale(0, RoundingMode.HALF_UP)
          .toBigInteger()
          .min(BigInteger.valueOf(Amounts.GREATEST))
          .longValueExact();
    }
  }
}
