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

/** What {@code dw.activity} has beside its feed's fields. */
final class ActivityCuration {

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
   * Adds section, visitor and what the user agent says.
   *
   * @param events rows of {@code raw.activity} without duplicates
   */
  static Dataset<Row> enrich(Dataset<Row> events) {
    return events
        .withColumn("visitor", SessionEvents.visitor())
        .withColumn("page_section", PAGE_SECTION.apply(col("page")))
        .withColumn("user_agent_class", AGENT.apply(col("user_agent")))
        .withColumn("device", DEVICE.apply(col("user_agent")))
        .withColumn("is_bot", IS_BOT.apply(col("user_agent")));
  }
}
