package io.millrace.model.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What our producers write a feed's records in. Whoever reads a feed reads both. */
public enum WireFormat {
  /** One JSON object in UTF-8. */
  JSON("json"),
  /** Avro's single-object encoding: a marker, the schema's fingerprint, the binary record. */
  AVRO("avro");

  private final String declared;

  WireFormat(String declared) {
    this.declared = declared;
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  static Optional<WireFormat> of(String declared) {
    return Arrays.stream(values()).filter(f -> f.declared.equals(declared)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values()).map(WireFormat::declared).collect(Collectors.joining(", "));
  }
}
