package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.col;

import io.millrace.model.funnel.DeclaredConversions;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Events by day out of rows that a test made; remembers which days were read. */
final class FixedDays implements EventDays {

  private final Dataset<Row> rows;
  private final DeclaredConversions conversions;
  private final TreeSet<LocalDate> existing;
  private final TreeSet<LocalDate> read = new TreeSet<>();

  FixedDays(Dataset<Row> rows) {
    this(rows, DeclaredConversions.NONE);
  }

  FixedDays(Dataset<Row> rows, DeclaredConversions conversions) {
    this.conversions = conversions;
    this.rows = rows.cache();
    this.existing =
        rows.select("dt").distinct().as(Encoders.STRING()).collectAsList().stream()
            .map(LocalDate::parse)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public NavigableSet<LocalDate> existing() {
    return existing;
  }

  @Override
  public Dataset<Row> read(Collection<LocalDate> days) {
    read.addAll(days);
    return of(days);
  }

  /** The same without taking note. */
  Dataset<Row> of(Collection<LocalDate> days) {
    return SessionEvents.of(
        rows.where(col("dt").isin(days.stream().map(LocalDate::toString).toArray())), conversions);
  }

  NavigableSet<LocalDate> daysRead() {
    return read;
  }
}
