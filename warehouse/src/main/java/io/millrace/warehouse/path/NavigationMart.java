package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.millrace.model.path.PagePath;
import io.millrace.model.path.Step;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code mart.navigation_daily}. */
final class NavigationMart {

  private static final StructType STEP =
      new StructType()
          .add("dt", DataTypes.StringType)
          .add("site", DataTypes.StringType)
          .add("page", DataTypes.StringType)
          .add("direction", DataTypes.StringType)
          .add("other_page", DataTypes.StringType);

  private NavigationMart() {}

  /**
   * The figures of the days that the sessions start on, with the columns of the mart and dt.
   *
   * @param sessions rows of {@code dw.sessions}
   */
  static Dataset<Row> of(Dataset<Row> sessions) {
    return sessions
        .select("dt", "site", "path")
        .flatMap(
            (FlatMapFunction<Row, Row>)
                session ->
                    new PagePath(session.getList(2))
                        .steps().stream().map(step -> row(session, step)).iterator(),
            Encoders.row(STEP))
        .groupBy("dt", "site", "page", "direction", "other_page")
        .agg(count(lit(1)).as("transitions"))
        .withColumn(
            "share",
            col("transitions")
                .divide(
                    sum("transitions").over(Window.partitionBy("dt", "site", "page", "direction"))))
        .select("site", "page", "direction", "other_page", "transitions", "share", "dt");
  }

  private static Row row(Row session, Step step) {
    return RowFactory.create(
        session.getString(0),
        session.getString(1),
        step.page(),
        step.direction().name().toLowerCase(Locale.ROOT),
        step.other());
  }
}
