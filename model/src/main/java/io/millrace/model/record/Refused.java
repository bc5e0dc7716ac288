package io.millrace.model.record;

import static java.util.Objects.requireNonNull;

/**
 * A record that its feed refuses.
 *
 * @param reason its class
 * @param field the field at fault, or null when the record as a whole is
 * @param detail one line for a person; never longer than a few hundred characters, whatever the
 *     record holds
 * @param rule the name of the quality rule that does not hold, or null when it is about none
 */
public record Refused(RefusalReason reason, String field, String detail, String rule)
    implements Decoded {
  public Refused {
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }

  /** A refusal that is about no rule. */
  public Refused(RefusalReason reason, String field, String detail) {
    this(reason, field, detail, null);
  }
}
