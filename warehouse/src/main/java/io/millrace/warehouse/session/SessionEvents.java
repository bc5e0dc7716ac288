package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.millrace.model.funnel.DeclaredConversions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The few columns of an event that sessions are made of. */
public final class SessionEvents {

  static final String DAY = "dt";
  static final String SITE = "site";
  static final String VISITOR = "visitor";
  static final String TIME = "t";
  static final String PARTITION = "kafka_partition";
  static final String OFFSET = "kafka_offset";
  static final String VIEW = "is_view";
  static final String PAGE = "page";
  static final String CONVERSION = "is_conversion";

  private SessionEvents() {}

  /**
   * Who an event is counted for: the user or, where there is none, the producer's session. An event
   * with neither belongs to no session.
   */
  public static Column visitor() {
    return coalesce(col("user_id"), col("session_id"));
  }

  /**
   * Projects activity without duplicates.
   *
   * @param activity at least dt, event_time, site, user_id, session_id, event_type, page,
   *     kafka_partition, kafka_offset, and what conversions ask for
   */
  public static Dataset<Row> of(Dataset<Row> activity, DeclaredConversions conversions) {
    return activity
        .select(
            col(DAY),
            coalesce(col(SITE), lit("")).as(SITE),
            visitor().as(VISITOR),
            functions.unix_micros(col("event_time")).as(TIME),
            col(PARTITION),
            col(OFFSET),
            coalesce(col("event_type").equalTo("page_view"), lit(false)).as(VIEW),
            col(PAGE),
            ConversionColumn.of(conversions).as(CONVERSION))
        .where(col(VISITOR).isNotNull());
  }
}
