package io.millrace.model.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonGenerator.Feature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A window's row as one line of JSON, the value of a record on {@code live-metrics}. Its key is
 * {@link WindowRow#key}. Instants are ISO-8601, money is a number with four decimals, what is
 * unknown is null.
 */
public final class LiveMetricJson {
  /** The version of the schema. Fields may be added to it; another meaning is another version. */
  public static final String SCHEMA = "live-metrics/1";

  private static final int MONEY_SCALE = 4;

  private final JsonFactory json =
      JsonFactory.builder().build().enable(Feature.WRITE_BIGDECIMAL_AS_PLAIN);
  private final String feed;

  public LiveMetricJson(String feed) {
    this.feed = feed;
  }

  /**
   * Writes a row.
   *
   * @param watermark of the view, where it has one yet
   */
  public String write(WindowRow row, Optional<Instant> watermark, Instant emittedAt) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("schema", SCHEMA);
      out.writeStringField("view", row.shape().view());
      out.writeStringField("feed", feed);
      out.writeStringField("window_start", row.start().toString());
      out.writeStringField("window_end", row.end().toString());
      out.writeNumberField("window_seconds", row.seconds());
      out.writeNumberField("revision", row.revision());
      out.writeBooleanField("final", row.isFinal());
      out.writeFieldName("dims");
      writeObject(out, row.shape().dims(), row.dims().toArray());
      out.writeFieldName("values");
      writeObject(out, row.shape().values(), row.values());
      out.writeStringField("watermark", watermark.map(Instant::toString).orElse(null));
      out.writeStringField("emitted_at", emittedAt.toString());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeObject(JsonGenerator out, List<LiveColumn> columns, Object[] values)
      throws IOException {
    out.writeStartObject();
    for (int i = 0; i < values.length; i++) {
      out.writeFieldName(columns.get(i).name());
      if (values[i] == null) {
        out.writeNull();
      } else {
        write(out, columns.get(i), values[i]);
      }
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LiveColumn column, Object value) throws IOException {
    switch (column.type()) {
      case STRING -> out.writeString((String) value);
      case INT, DATE -> out.writeNumber((Integer) value);
      case LONG -> out.writeNumber((Long) value);
      case DOUBLE -> out.writeNumber((Double) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case MONEY -> out.writeNumber(BigDecimal.valueOf((Long) value, MONEY_SCALE));
      case TIMESTAMP ->
          out.writeString(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString());
    }
  }
}
