package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.EventDays;
import io.millrace.warehouse.session.SessionEvents;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a table that is partitioned by day and hour, landed or curated. */
final class HourTable {

  private final SparkSession spark;
  private final TableName name;

  HourTable(SparkSession spark, TableName name) {
    this.spark = spark;
    this.name = name;
  }

  /** The rows of those hours; at least one. */
  Dataset<Row> read(NavigableSet<PartitionKey> hours) {
    return spark.table(name.toString()).where(any(hours));
  }

  /**
   * A table as a source of events for sessions.
   *
   * @param id the column of the event's own id
   * @param hours those that there are
   * @param asEvents makes rows without duplicates the columns of {@link SessionEvents}
   */
  EventDays asEvents(
      String id, NavigableSet<PartitionKey> hours, UnaryOperator<Dataset<Row>> asEvents) {
    NavigableSet<LocalDate> days =
        hours.stream().map(PartitionKey::day).collect(Collectors.toCollection(TreeSet::new));
    return new EventDays() {
      @Override
      public NavigableSet<LocalDate> existing() {
        return days;
      }

      @Override
      public Dataset<Row> read(Collection<LocalDate> wanted) {
        Object[] values = wanted.stream().map(LocalDate::toString).toArray();
        return asEvents.apply(
            Duplicates.remove(spark.table(name.toString()).where(col("dt").isin(values)), id));
      }
    };
  }

  /** By partition columns alone, days of the same hours in one term: whole days are one. */
  private static Column any(NavigableSet<PartitionKey> hours) {
    Map<LocalDate, List<String>> byDay =
        hours.stream()
            .collect(
                Collectors.groupingBy(
                    PartitionKey::day,
                    TreeMap::new,
                    Collectors.mapping(hour -> hour.values().get("hour"), Collectors.toList())));
    Map<List<String>, List<String>> daysByHours =
        byDay.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(day -> day.getKey().toString(), Collectors.toList())));
    return daysByHours.entrySet().stream()
        .map(
            term ->
                col("dt")
                    .isin(term.getValue().toArray())
                    .and(col("hour").isin(term.getKey().toArray())))
        .reduce(Column::or)
        .orElse(lit(false));
  }
}
