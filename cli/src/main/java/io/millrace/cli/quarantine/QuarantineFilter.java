package io.millrace.cli.quarantine;

import io.millrace.model.record.RefusalReason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which refused records are meant.
 *
 * @param feed of that feed, or of all
 * @param from refused records that reached Kafka on that day or later
 * @param to on that day or earlier
 * @param reason refused for that reason
 * @param rule refused by that rule
 */
public record QuarantineFilter(
    Optional<String> feed,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Optional<RefusalReason> reason,
    Optional<String> rule) {

  /** As a condition of HiveQL over the columns of {@code raw.quarantine}, called {@code q}. */
  String condition() {
    List<String> conditions = new ArrayList<>();
    feed.ifPresent(f -> conditions.add("q.feed = " + literal(f)));
    from.ifPresent(day -> conditions.add("q.dt >= " + literal(day.toString())));
    to.ifPresent(day -> conditions.add("q.dt <= " + literal(day.toString())));
    reason.ifPresent(r -> conditions.add("q.reason = " + literal(r.name())));
    rule.ifPresent(r -> conditions.add("q.rule = " + literal(r)));
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
