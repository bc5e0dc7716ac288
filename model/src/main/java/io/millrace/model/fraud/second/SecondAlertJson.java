package io.millrace.model.fraud.second;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.record.ValueRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of {@link SecondAlertRows} and {@link BrowsingAlertRows} as JSON objects in UTF-8: an alert
 * as {@link io.millrace.model.fraud.FraudJson} writes it, with {@code final_at} behind. All members
 * are always there, null where the table does not know them. For one thread.
 */
public final class SecondAlertJson {

  private static final List<String> MEMBERS =
      List.of(
          "alert_id",
          "rule",
          "severity",
          "explanation",
          "transaction_id",
          "account_id",
          "event_time",
          "amount",
          "currency",
          "merchant",
          "merchant_category",
          "channel",
          "country",
          "score",
          "level",
          "list",
          "late_ms",
          "is_priced",
          "is_complete",
          "rule_set",
          "final_at");

  private final JsonFactory json = JsonFactory.builder().build();
  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private final List<LiveColumn> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param columns those that rows have
   */
  public SecondAlertJson(List<LiveColumn> columns) {
    this.columns = List.copyOf(columns);
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i).name(), i);
    }
  }

  /** The object of an alert. */
  public byte[] value(LiveRow alert) {
    bytes.reset();
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      for (String member : MEMBERS) {
        out.writeFieldName(member);
        write(out, alert, positions.get(member));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  /** The account in UTF-8. */
  public byte[] key(LiveRow alert) {
    return ((String) alert.columns()[positions.get("account_id")]).getBytes(UTF_8);
  }

  private void write(JsonGenerator out, LiveRow alert, Integer position) throws IOException {
    Object value = position == null ? null : alert.columns()[position];
    if (value == null) {
      out.writeNull();
      return;
    }
    switch (columns.get(position).type()) {
      case TIMESTAMP ->
          out.writeString(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString());
      case MONEY -> out.writeNumber(BigDecimal.valueOf((Long) value, ValueRange.MONEY_SCALE));
      case INT -> out.writeNumber((Integer) value);
      case LONG -> out.writeNumber((Long) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      default -> out.writeString((String) value);
    }
  }
}
