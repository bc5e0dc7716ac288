package io.millrace.ingest.fraud;

import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.model.record.Refused;

/**
 * A line that is no payment.
 *
 * @param file its name
 * @param line its number in the file, from 1
 * @param reason its class
 * @param rule the feed's quality rule that does not hold, or null
 * @param field at fault, or null
 * @param detail one short line for a person
 */
public record RefusedLine(
    String file, long line, String reason, String rule, String field, String detail) {

  static RefusedLine of(String file, long line, Broken broken) {
    return new RefusedLine(
        file, line, broken.reason().name(), broken.rule(), broken.field(), broken.detail());
  }

  static RefusedLine of(String file, long line, Refused refused) {
    return new RefusedLine(
        file, line, refused.reason().name(), refused.rule(), refused.field(), refused.detail());
  }

  /** What, where and why, on one line. */
  @Override
  public String toString() {
    return "%s:%d: %s%s%s: %s"
        .formatted(
            file,
            line,
            reason,
            rule == null ? "" : " " + rule,
            field == null ? "" : " " + field,
            detail);
  }
}
