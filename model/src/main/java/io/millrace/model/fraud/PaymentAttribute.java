package io.millrace.model.fraud;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What of a payment rules and lists may name. */
public enum PaymentAttribute {
  ACCOUNT,
  MERCHANT,
  COUNTRY,
  DEVICE,
  CHANNEL,
  STATUS,
  MERCHANT_CATEGORY,
  PAYMENT_METHOD;

  /** What lists are of. */
  static final List<PaymentAttribute> LISTED = List.of(ACCOUNT, MERCHANT, COUNTRY, DEVICE);

  /** What an account may use for the first time. */
  static final List<PaymentAttribute> USED = List.of(MERCHANT, DEVICE, COUNTRY);

  /** What a step of a sequence may ask for. */
  static final List<PaymentAttribute> ASKED =
      List.of(CHANNEL, STATUS, MERCHANT, MERCHANT_CATEGORY, PAYMENT_METHOD, COUNTRY);

  /** As declarations name it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The payment's own; null where unknown. */
  String of(Payment payment) {
    return switch (this) {
      case ACCOUNT -> payment.accountId();
      case MERCHANT -> payment.merchant();
      case COUNTRY -> payment.country();
      case DEVICE -> payment.deviceId();
      case CHANNEL -> payment.channel();
      case STATUS -> payment.status();
      case MERCHANT_CATEGORY -> payment.merchantCategory();
      case PAYMENT_METHOD -> payment.paymentMethod();
    };
  }

  static String keys(Collection<PaymentAttribute> attributes) {
    return attributes.stream().map(PaymentAttribute::key).collect(Collectors.joining(", "));
  }

  /** One of those by its key; null for any other text. */
  static PaymentAttribute of(String key, Collection<PaymentAttribute> legal) {
    return Arrays.stream(values())
        .filter(a -> legal.contains(a) && a.key().equals(key))
        .findFirst()
        .orElse(null);
  }
}
