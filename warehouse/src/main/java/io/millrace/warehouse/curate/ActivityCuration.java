package io.millrace.warehouse.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.millrace.model.web.DeviceClass;
import io.millrace.model.web.PageSection;
import io.millrace.model.web.UserAgentClass;
import io.millrace.warehouse.session.SessionEvents;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** {@code raw.activity} to {@code dw.activity}. */
final class ActivityCuration {

  static final String ID = "event_id";

  private static final UserDefinedFunction PAGE_SECTION =
      udf((UDF1<String, String>) PageSection::of, DataTypes.StringType);
  private static final UserDefinedFunction AGENT =
      udf((UDF1<String, String>) agent -> UserAgentClass.of(agent).label(), DataTypes.StringType);
  private static final UserDefinedFunction DEVICE =
      udf((UDF1<String, String>) agent -> DeviceClass.of(agent).label(), DataTypes.StringType);
  private static final UserDefinedFunction IS_BOT =
      udf(
          (UDF1<String, Boolean>) agent -> !UserAgentClass.of(agent).isPerson(),
          DataTypes.BooleanType);

  private ActivityCuration() {}

  /**
   * One row an event, with section, visitor and what its user agent says.
   *
   * @param raw rows of {@code raw.activity}, whole hours
   * @return the columns of {@code dw.activity}, dt last
   */
  static Dataset<Row> curate(Dataset<Row> raw) {
    return Duplicates.remove(raw, ID)
        .withColumn("visitor", SessionEvents.visitor())
        .withColumn("page_section", PAGE_SECTION.apply(col("page")))
        .withColumn("user_agent_class", AGENT.apply(col("user_agent")))
        .withColumn("device", DEVICE.apply(col("user_agent")))
        .withColumn("is_bot", IS_BOT.apply(col("user_agent")))
        .transform(CuratedColumns::arrange);
  }
}
