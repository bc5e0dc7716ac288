package io.millrace.model.fraud;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a list.
 *
 * @param attribute by which payments are known
 * @param value that it has
 * @param until payments made at that time or later are not meant; empty for all
 * @param reason for people, may be empty
 */
public record ListEntry(
    ListKind list,
    PaymentAttribute attribute,
    String value,
    Optional<Instant> until,
    Optional<String> reason) {

  /** Why a payment is on the list. */
  String explanation() {
    return "%s %s is on the %s list%s%s"
        .formatted(
            attribute.key(),
            value,
            list.key(),
            until.map(u -> " until " + u).orElse(""),
            reason.map(r -> ": " + r).orElse(""));
  }
}
