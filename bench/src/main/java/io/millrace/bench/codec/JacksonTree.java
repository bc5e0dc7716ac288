package io.millrace.bench.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** JSON as one writes and reads it with Jackson's tree and {@code java.time}. */
final class JacksonTree {
  private static final int MONEY_SCALE = 4;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Feed feed;

  JacksonTree(Feed feed) {
    this.feed = feed;
  }

  byte[] encode(Object[] row) throws IOException {
    ObjectNode object = mapper.createObjectNode();
    for (int i = 0; i < row.length; i++) {
      if (row[i] != null) {
        put(object, feed.fields().get(i), row[i]);
      }
    }
    return mapper.writeValueAsBytes(object);
  }

  Object[] decode(byte[] value) throws IOException {
    JsonNode object = mapper.readTree(value);
    Object[] row = new Object[feed.fields().size()];
    for (int i = 0; i < row.length; i++) {
      Field field = feed.fields().get(i);
      JsonNode member = object.get(field.name());
      row[i] = member == null ? null : value(field, member);
    }
    return row;
  }

  private static void put(ObjectNode object, Field field, Object value) {
    switch (field.type()) {
      case STRING -> object.put(field.name(), (String) value);
      case INT -> object.put(field.name(), (Integer) value);
      case LONG -> object.put(field.name(), (Long) value);
      case DOUBLE -> object.put(field.name(), (Double) value);
      case BOOLEAN -> object.put(field.name(), (Boolean) value);
      case MONEY -> object.put(field.name(), BigDecimal.valueOf((Long) value, MONEY_SCALE));
      case TIMESTAMP ->
          object.put(field.name(), Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString());
      case DATE -> object.put(field.name(), LocalDate.ofEpochDay((Integer) value).toString());
    }
  }

  private static Object value(Field field, JsonNode member) {
    return switch (field.type()) {
      case STRING -> member.textValue();
      case INT -> member.intValue();
      case LONG -> member.longValue();
      case DOUBLE -> member.doubleValue();
      case BOOLEAN -> member.booleanValue();
      case MONEY -> member.decimalValue().setScale(MONEY_SCALE).unscaledValue().longValueExact();
      case TIMESTAMP -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(member.textValue()));
      case DATE -> (int) LocalDate.parse(member.textValue()).toEpochDay();
    };
  }
}
