package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.millrace.model.funnel.Funnel;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * {@code mart.funnel_daily}. One shuffle brings the events of each visitor together, then one pass
 * over them serves all funnels; only events that are a step of one, or a page view where one is
 * strict, take part.
 */
final class FunnelMart {

  private FunnelMart() {}

  /**
   * The figures of those days, with the columns of the mart and dt.
   *
   * @param activity rows of {@code dw.activity} of those days, and of the days after them that
   *     {@link io.millrace.model.funnel.FunnelDays} names
   * @param sessions rows of {@code dw.sessions} of those days
   */
  static Dataset<Row> of(
      Dataset<Row> activity,
      Dataset<Row> sessions,
      List<Funnel> funnels,
      Collection<LocalDate> days) {
    EventColumns columns = new EventColumns(funnels);
    Dataset<Row> rows =
        columns
            .events(activity)
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      for (Funnel funnel : funnels) {
                        if (funnel.concerns(columns.event(row))) {
                          return true;
                        }
                      }
                      return false;
                    });
    if (funnels.stream().anyMatch(f -> f.counting() == Funnel.Counting.SESSION)) {
      rows = rows.union(columns.sessions(sessions));
    }
    Column[] visitor = {col(EventColumns.SITE), col(EventColumns.VISITOR)};
    Dataset<Row> conversions =
        rows.repartition(visitor)
            .sortWithinPartitions(
                EventColumns.SITE,
                EventColumns.VISITOR,
                EventColumns.TIME,
                EventColumns.KIND,
                EventColumns.PARTITION,
                EventColumns.OFFSET)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    events -> new VisitorFunnels(events, columns, funnels),
                Encoders.row(VisitorFunnels.SCHEMA))
            .where(col("dt").isin(days.stream().map(LocalDate::toString).toArray()));
    return figures(conversions);
  }

  private static Dataset<Row> figures(Dataset<Row> conversions) {
    return conversions
        .withColumn("in_segment", explode(col("segments")))
        .withColumn("step", explode(sequence(lit(1), size(col("steps")))))
        .withColumn("goes_on", col("reached").gt(col("step")))
        .groupBy(
            col("dt"),
            col("site"),
            col("funnel"),
            col("counted"),
            col("in_segment.segment").as("segment"),
            col("in_segment.segment_value").as("segment_value"),
            col("step"),
            element_at(col("steps"), col("step")).as("step_name"))
        .agg(
            count(lit(1)).as("entries"),
            counted(col("reached").geq(col("step"))).as("entered"),
            counted(col("goes_on").or(col("reached").equalTo(size(col("steps"))))).as("converted"),
            // Exact, and of whole numbers: the same conversions give the same median in any order.
            expr("percentile(CASE WHEN goes_on THEN took[step - 1] END, 0.5) / 1000000")
                .as("median_seconds"))
        .select(
            col("site"),
            col("funnel"),
            col("counted"),
            col("segment"),
            col("segment_value"),
            col("step"),
            col("step_name"),
            col("entered"),
            col("converted"),
            col("entered").minus(col("converted")).as("dropped"),
            col("converted").divide(col("entered")).as("conversion_rate"),
            col("entered").divide(col("entries")).as("share_of_entries"),
            col("median_seconds"),
            col("dt"));
  }

  private static Column counted(Column which) {
    return sum(when(which, 1L).otherwise(0L));
  }
}
