package io.millrace.ingest.generate.payment;

/**
 * A payment that will be made.
 *
 * @param account number of the account
 * @param micros when
 * @param amount in ten-thousandths
 * @param slot the account's habit that it is one of, or {@link #STRANGE}
 * @param merchant who is paid
 * @param channel how
 * @param device number of the account's device, or {@link #NO_DEVICE}
 * @param place number of the city where it is made
 * @param nature what it is
 * @param label the rule that should see it, or null
 */
record Payment(
    int account,
    long micros,
    long amount,
    int slot,
    Merchant merchant,
    Channel channel,
    int device,
    int place,
    Nature nature,
    FraudKind label) {
  static final int STRANGE = -1;
  static final int NO_DEVICE = -1;

  /** Whether it is honest, and whether the bank lets it through. */
  enum Nature {
    HONEST,
    HONEST_REFUSED,
    FRAUD,
    FRAUD_REFUSED;

    boolean isFraud() {
      return this == FRAUD || this == FRAUD_REFUSED;
    }

    boolean isRefused() {
      return this == HONEST_REFUSED || this == FRAUD_REFUSED;
    }
  }

  /** How it is made. */
  enum Channel {
    CARD_PRESENT("card_present"),
    ONLINE("online"),
    ATM("atm"),
    TRANSFER("transfer");

    private final String text;

    Channel(String text) {
      this.text = text;
    }

    /** As a record names it. */
    String text() {
      return text;
    }
  }
}
