package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import io.millrace.model.path.PagePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code mart.path_daily}. */
final class PathMart {

  private static final StructType PART =
      new StructType()
          .add("dt", DataTypes.StringType)
          .add("site", DataTypes.StringType)
          .add("steps", DataTypes.IntegerType)
          .add("path", DataTypes.StringType)
          .add("times", DataTypes.LongType);

  private PathMart() {}

  /**
   * The figures of the days that the sessions start on, with the columns of the mart and dt.
   *
   * @param sessions rows of {@code dw.sessions}
   */
  static Dataset<Row> of(Dataset<Row> sessions, PathSettings settings) {
    Dataset<Row> paths =
        sessions.select("dt", "site", "path").where(size(col("path")).geq(PathSettings.SHORTEST));
    Dataset<Row> counted =
        paths
            .flatMap(
                (FlatMapFunction<Row, Row>) session -> parts(session, settings.longest()),
                Encoders.row(PART))
            .groupBy("dt", "site", "steps", "path")
            .agg(count(lit(1)).as("sessions"), sum("times").as("times"))
            .withColumn(
                "path_rank",
                row_number()
                    .over(
                        Window.partitionBy("dt", "site", "steps")
                            .orderBy(col("sessions").desc(), col("path")))
                    .cast(DataTypes.LongType))
            .where(col("path_rank").leq(settings.top()));
    Dataset<Row> longEnough =
        paths
            .withColumn(
                "steps",
                explode(
                    sequence(
                        lit(PathSettings.SHORTEST),
                        least(size(col("path")), lit(settings.longest())))))
            .groupBy("dt", "site", "steps")
            .agg(count(lit(1)).as("of_sessions"));
    return counted
        .join(longEnough, new String[] {"dt", "site", "steps"})
        .select(
            col("site"),
            col("steps"),
            col("path_rank"),
            col("path"),
            col("sessions"),
            col("times"),
            col("sessions").divide(col("of_sessions")).as("share_of_sessions"),
            col("dt"));
  }

  private static Iterator<Row> parts(Row session, int longest) {
    PagePath path = new PagePath(session.getList(2));
    List<Row> parts = new ArrayList<>();
    for (int steps = PathSettings.SHORTEST; steps <= longest; steps++) {
      int length = steps;
      path.parts(length)
          .forEach(
              (part, times) ->
                  parts.add(
                      RowFactory.create(
                          session.getString(0), session.getString(1), length, part, times)));
    }
    return parts.iterator();
  }
}
