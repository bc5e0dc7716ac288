package io.millrace.warehouse.path;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.millrace.model.funnel.EventField;
import io.millrace.model.funnel.Funnel;
import io.millrace.model.funnel.FunnelEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of the rows that funnels are followed in: events and, beside them, starts of
 * sessions. Of an event there are only the fields that some funnel asks for.
 */
final class EventColumns implements Serializable {

  static final String SITE = "_site";
  static final String VISITOR = "_visitor";
  static final String TIME = "_time";
  static final String KIND = "_kind";
  static final String UNTIL = "_until";
  static final String PARTITION = "kafka_partition";
  static final String OFFSET = "kafka_offset";

  /** What comes first of a session and an event at the same time. */
  private static final int SESSION = 0;

  private static final int EVENT = 1;

  private static final int FIRST_FIELD = 7;

  private final EventField[] fields;
  private final EnumMap<EventField, Integer> positions = new EnumMap<>(EventField.class);

  EventColumns(Collection<Funnel> funnels) {
    Set<EventField> asked = EnumSet.of(EventField.EVENT_TYPE);
    for (Funnel funnel : funnels) {
      asked.addAll(funnel.segments());
      funnel.steps().forEach(step -> asked.addAll(step.fields()));
    }
    this.fields = asked.toArray(EventField[]::new);
    for (EventField field : fields) {
      positions.put(field, FIRST_FIELD + positions.size());
    }
  }

  /** Rows of {@code dw.activity} that have a visitor. */
  Dataset<Row> events(Dataset<Row> activity) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                coalesce(col("site"), lit("")).as(SITE),
                col("visitor").as(VISITOR),
                unix_micros(col("event_time")).as(TIME),
                lit(EVENT).as(KIND),
                lit(null).cast(DataTypes.LongType).as(UNTIL),
                col(PARTITION),
                col(OFFSET)));
    for (EventField field : fields) {
      columns.add(col(field.column()).cast(DataTypes.StringType));
    }
    return activity.where(col("visitor").isNotNull()).select(columns.toArray(Column[]::new));
  }

  /** Rows of {@code dw.sessions}. */
  Dataset<Row> sessions(Dataset<Row> sessions) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col("site").as(SITE),
                col("user_id").as(VISITOR),
                unix_micros(col("session_start")).as(TIME),
                lit(SESSION).as(KIND),
                unix_micros(col("session_end")).as(UNTIL),
                lit(null).cast(DataTypes.IntegerType).as(PARTITION),
                lit(null).cast(DataTypes.LongType).as(OFFSET)));
    for (EventField field : fields) {
      columns.add(lit(null).cast(DataTypes.StringType).as(field.column()));
    }
    return sessions.select(columns.toArray(Column[]::new));
  }

  static String site(Row row) {
    return row.getString(0);
  }

  static String visitor(Row row) {
    return row.getString(1);
  }

  static long time(Row row) {
    return row.getLong(2);
  }

  static boolean isSession(Row row) {
    return row.getInt(3) == SESSION;
  }

  /** Time of a session's last event. */
  static long until(Row row) {
    return row.getLong(4);
  }

  FunnelEvent event(Row row) {
    return new RowEvent(row);
  }

  private final class RowEvent implements FunnelEvent {
    private final Row row;

    RowEvent(Row row) {
      this.row = row;
    }

    @Override
    public long timeMicros() {
      return time(row);
    }

    @Override
    public String text(EventField field) {
      return row.getString(positions.get(field));
    }
  }
}
