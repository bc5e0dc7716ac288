package io.millrace.model.fraud;

import java.time.Duration;
import java.time.Instant;

/** A payment for tests: what is not said of it is as usual. */
record Payments(
    String id,
    String account,
    Instant time,
    String amount,
    String currency,
    String merchant,
    String channel,
    String status,
    String device,
    String country,
    double latitude,
    double longitude) {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** So long after noon, of that amount in US dollars. */
  static Payments at(Duration afterNoon, String amount) {
    Instant time = NOON.plus(afterNoon);
    return new Payments(
        "T" + time + amount,
        "A1",
        time,
        amount,
        "USD",
        "Usual Shop",
        "online",
        "approved",
        null,
        "US",
        Double.NaN,
        Double.NaN);
  }

  static Payments atMinute(long minute, String amount) {
    return at(Duration.ofMinutes(minute), amount);
  }

  Payments id(String other) {
    return with(other, account, currency, merchant, channel, status, device, country);
  }

  Payments account(String other) {
    return with(id, other, currency, merchant, channel, status, device, country);
  }

  Payments currency(String other) {
    return with(id, account, other, merchant, channel, status, device, country);
  }

  Payments merchant(String other) {
    return with(id, account, currency, other, channel, status, device, country);
  }

  Payments status(String other) {
    return with(id, account, currency, merchant, channel, other, device, country);
  }

  Payments device(String other) {
    return with(id, account, currency, merchant, channel, status, other, country);
  }

  Payments country(String other) {
    return with(id, account, currency, merchant, channel, status, device, other);
  }

  /** With the card present there. */
  Payments in(double newLatitude, double newLongitude) {
    return new Payments(
        id,
        account,
        time,
        amount,
        currency,
        merchant,
        "card_present",
        status,
        device,
        country,
        newLatitude,
        newLongitude);
  }

  Payment make() {
    return new Payment(
        id,
        account,
        time.toEpochMilli() * 1_000,
        amount == null ? Payment.NO_AMOUNT : Amounts.parse(amount),
        currency,
        merchant,
        "groceries",
        "credit_card",
        channel,
        status,
        device,
        country,
        latitude,
        longitude);
  }

  private Payments with(
      String newId,
      String newAccount,
      String newCurrency,
      String newMerchant,
      String newChannel,
      String newStatus,
      String newDevice,
      String newCountry) {
    return new Payments(
        newId,
        newAccount,
        time,
        amount,
        newCurrency,
        newMerchant,
        newChannel,
        newStatus,
        newDevice,
        newCountry,
        latitude,
        longitude);
  }
}
