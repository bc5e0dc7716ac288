package io.millrace.model.feed;

import io.millrace.model.geo.PlacePart;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the HTTP collector fills a field with where a record lacks it. */
public enum CollectedValue {
  /** A new random identifier. */
  RANDOM_ID("random_id", FieldType.STRING),
  /** When the collector got the record. */
  RECEIVED_AT("received_at", FieldType.TIMESTAMP),
  /** The request's {@code User-Agent} header. */
  USER_AGENT("user_agent", FieldType.STRING),
  /** The request's {@code Referer} header. */
  REFERRER("referrer", FieldType.STRING),
  /** The client's address, hashed as {@link PersonalTreatment#HASH} hashes. */
  ADDRESS("address", FieldType.STRING),
  /** The client's address as it is. */
  PLAIN_ADDRESS("plain_address", FieldType.STRING),
  /** The country in which the client's address is. */
  ADDRESS_COUNTRY("address_country", PlacePart.COUNTRY),
  /** The region in which the client's address is. */
  ADDRESS_REGION("address_region", PlacePart.REGION),
  /** The city in which the client's address is. */
  ADDRESS_CITY("address_city", PlacePart.CITY);

  private final String declared;
  private final FieldType type;
  private final Optional<PlacePart> place;

  CollectedValue(String declared, FieldType type) {
    this.declared = declared;
    this.type = type;
    this.place = Optional.empty();
  }

  CollectedValue(String declared, PlacePart place) {
    this.declared = declared;
    this.type = FieldType.STRING;
    this.place = Optional.of(place);
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  /** The type of a field that it fits. */
  public FieldType type() {
    return type;
  }

  /** What of the address' place it is; empty for what is no place. */
  public Optional<PlacePart> place() {
    return place;
  }

  boolean isAddress() {
    return this == ADDRESS || this == PLAIN_ADDRESS;
  }

  static Optional<CollectedValue> of(String declared) {
    return Arrays.stream(values()).filter(v -> v.declared.equals(declared)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values()).map(CollectedValue::declared).collect(Collectors.joining(", "));
  }
}
