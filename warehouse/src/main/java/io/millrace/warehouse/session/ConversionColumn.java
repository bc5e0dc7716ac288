package io.millrace.warehouse.session;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import io.millrace.model.funnel.DeclaredConversions;
import io.millrace.model.funnel.EventField;
import io.millrace.model.funnel.FunnelEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Whether an event is a declared conversion, by the same core as steps of funnels. */
final class ConversionColumn implements Serializable {

  private static final int TIME = 0;
  private static final int FIRST_FIELD = 1;

  private final DeclaredConversions conversions;
  private final EnumMap<EventField, Integer> positions = new EnumMap<>(EventField.class);

  private ConversionColumn(DeclaredConversions conversions) {
    this.conversions = conversions;
    for (EventField field : conversions.fields()) {
      positions.put(field, FIRST_FIELD + positions.size());
    }
  }

  /**
   * Of rows of activity with event_time and the fields that conversions ask for: true or false, but
   * null where none are declared.
   */
  static Column of(DeclaredConversions conversions) {
    return conversions.areDeclared()
        ? new ConversionColumn(conversions).column()
        : lit(null).cast(DataTypes.BooleanType);
  }

  private Column column() {
    List<Column> asked = new ArrayList<>(List.of(unix_micros(col("event_time"))));
    for (EventField field : positions.keySet()) {
      asked.add(col(field.column()).cast(DataTypes.StringType));
    }
    UDF1<Row, Boolean> include = row -> conversions.include(new Event(row));
    return udf(include, DataTypes.BooleanType).apply(struct(asked.toArray(Column[]::new)));
  }

  private final class Event implements FunnelEvent {
    private final Row row;

    Event(Row row) {
      this.row = row;
    }

    @Override
    public long timeMicros() {
      return row.getLong(TIME);
    }

    @Override
    public String text(EventField field) {
      return row.getString(positions.get(field));
    }
  }
}
