package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** {@code mart.retention}: of those who came for the first time in a week, who came in a later. */
final class RetentionMart {

  private RetentionMart() {}

  /**
   * The figures of some weeks, with the columns of the mart and dt, their Monday.
   *
   * @param users rows of {@code dw.users}, of all days up to the last of those weeks at least
   * @param sessions rows of {@code dw.sessions} of those weeks
   */
  static Dataset<Row> of(Dataset<Row> users, Dataset<Row> sessions, Collection<LocalDate> mondays) {
    Dataset<Row> weeks =
        users
            .sparkSession()
            .createDataset(mondays.stream().map(LocalDate::toString).toList(), Encoders.STRING())
            .toDF("week");
    Dataset<Row> cohorts =
        users.select(col("site"), col("user_id"), monday(col("dt")).as("cohort_week"));
    Dataset<Row> sizes =
        cohorts
            .groupBy("site", "cohort_week")
            .agg(count(lit(1)).as("cohort_users"))
            .join(broadcast(weeks), col("cohort_week").leq(col("week")));
    Dataset<Row> returned =
        sessions
            .select(col("site"), col("user_id"), monday(col("dt")).as("week"))
            .distinct()
            .join(cohorts, new String[] {"site", "user_id"})
            .groupBy("site", "cohort_week", "week")
            .agg(count(lit(1)).as("returned"));
    return sizes
        .join(returned, new String[] {"site", "cohort_week", "week"}, "left")
        .withColumn("users", coalesce(col("returned"), lit(0L)))
        .select(
            col("site"),
            col("cohort_week"),
            datediff(col("week"), col("cohort_week"))
                .divide(7)
                .cast(DataTypes.IntegerType)
                .as("weeks_since"),
            col("cohort_users"),
            col("users"),
            col("users").divide(col("cohort_users")).as("share"),
            col("week").as("dt"));
  }

  /** The Monday of a day's week; both as text. */
  private static Column monday(Column dt) {
    return date_format(date_trunc("week", dt), "yyyy-MM-dd");
  }
}
