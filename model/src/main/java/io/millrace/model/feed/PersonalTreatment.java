package io.millrace.model.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of a personal field before its record is stored anywhere. */
public enum PersonalTreatment {
  /** It stays as it is; only the masked views hide it. */
  KEEP("keep"),
  /** It is replaced by a keyed hash, so that equal values stay equal; only for STRING fields. */
  HASH("hash"),
  /** It is left out: null in every row; only for optional fields. */
  DROP("drop");

  private final String declared;

  PersonalTreatment(String declared) {
    this.declared = declared;
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  static Optional<PersonalTreatment> of(String declared) {
    return Arrays.stream(values()).filter(t -> t.declared.equals(declared)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values())
        .map(PersonalTreatment::declared)
        .collect(Collectors.joining(", "));
  }
}
