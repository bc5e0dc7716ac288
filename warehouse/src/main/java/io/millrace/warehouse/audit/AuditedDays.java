package io.millrace.warehouse.audit;

import io.millrace.warehouse.Days;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which days of event time are compared, and of quarantine which days of Kafka's time. What the
 * commit log says by itself is looked at whole in any case.
 *
 * @param days empty for all that there are
 */
public record AuditedDays(Optional<Days> days) {

  public static final AuditedDays ALL = new AuditedDays(Optional.empty());

  public static AuditedDays of(Days days) {
    return new AuditedDays(Optional.of(days));
  }

  public boolean isAll() {
    return days.isEmpty();
  }

  /** Whether a day is among them; one that is not said is when all are. */
  boolean has(String dt) {
    return days.isEmpty() || (dt != null && days.get().contains(LocalDate.parse(dt)));
  }

  /** The partitions' {@code dt}, none when all are wanted. */
  public List<String> partitions() {
    return days.stream().flatMap(of -> of.list().stream()).map(LocalDate::toString).toList();
  }

  /** A clause that leaves other days out, empty when all are wanted. */
  String where() {
    return isAll() ? "" : "WHERE dt IN (%s)".formatted(quoted());
  }

  /** The days as HiveQL lists them. */
  String quoted() {
    return partitions().stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
  }

  /** {@code all}, or the days as ranges: {@code 2015-05-17..2015-05-20}. */
  @Override
  public String toString() {
    return days.map(Days::ranges).orElse("all");
  }
}
