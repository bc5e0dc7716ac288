package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What the encoder must write, written by Jackson's generator and {@code java.time}. */
final class JacksonEncoder {
  private static final JsonFactory JSON = new JsonFactory();

  private JacksonEncoder() {}

  static byte[] encode(Feed feed, Object[] row) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (int i = 0; i < row.length; i++) {
        if (row[i] != null) {
          out.writeFieldName(feed.fields().get(i).name());
          write(out, feed.fields().get(i), row[i]);
        }
      }
      out.writeEndObject();
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void write(JsonGenerator out, Field field, Object value) throws IOException {
    switch (field.type()) {
      case STRING -> out.writeString((String) value);
      case INT -> out.writeNumber((Integer) value);
      case LONG -> out.writeNumber((Long) value);
      case DOUBLE -> out.writeNumber((Double) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case MONEY -> out.writeNumber(decimal((Long) value).toPlainString());
      case TIMESTAMP ->
          out.writeString(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString());
      case DATE -> out.writeString(LocalDate.ofEpochDay((Integer) value).toString());
    }
  }

  private static BigDecimal decimal(long scaled) {
    BigDecimal amount = BigDecimal.valueOf(scaled, ValueRange.MONEY_SCALE).stripTrailingZeros();
    return scaled == 0 ? BigDecimal.ZERO : amount;
  }
}
