package io.millrace.model.record;

import static java.util.Objects.requireNonNull;

/**
 * A record that its feed refuses.
 *
 * @param reason its class
 * @param field the field at fault, or null when the record as a whole is
 * @param detail one line for a person; never longer than a few hundred characters, whatever the
 *     record holds
 */
public record Refused(RefusalReason reason, String field, String detail) implements Decoded {
  public Refused {
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }
}
