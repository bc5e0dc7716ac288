package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;

import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.session.EventDays;
import io.millrace.warehouse.session.SessionEvents;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A landed table as the metastore knows it. */
final class RawTable {

  private final SparkSession spark;
  private final TableName name;
  private final NavigableSet<Instant> hours;

  /** Asks the metastore once which hours there are. */
  RawTable(SparkSession spark, TableName name) {
    this.spark = spark;
    this.name = name;
    this.hours = SparkPartitions.hours(spark, name);
  }

  TableName name() {
    return name;
  }

  /** The starts of the hours that have a partition. */
  NavigableSet<Instant> hours() {
    return hours;
  }

  /** The days that have a partition. */
  NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    hours.forEach(hour -> days.add(LocalDate.ofInstant(hour, ZoneOffset.UTC)));
    return days;
  }

  /** The rows of those days, empty where nothing landed. */
  Dataset<Row> read(Collection<LocalDate> wanted) {
    return spark
        .table(name.toString())
        .where(col("dt").isin(wanted.stream().map(LocalDate::toString).toArray()));
  }

  /**
   * This table as a source of events for sessions.
   *
   * @param id the column of the event's own id
   */
  EventDays asEvents(String id) {
    return new EventDays() {
      @Override
      public NavigableSet<LocalDate> existing() {
        return days();
      }

      @Override
      public Dataset<Row> read(Collection<LocalDate> wanted) {
        return SessionEvents.of(Duplicates.remove(RawTable.this.read(wanted), id));
      }
    };
  }

  static Instant hourOf(String dt, String hour) {
    return LocalDate.parse(dt)
        .atTime(LocalTime.of(Integer.parseInt(hour), 0))
        .toInstant(ZoneOffset.UTC);
  }
}
