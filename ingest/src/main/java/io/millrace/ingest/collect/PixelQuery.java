package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a record of a pixel's query: parameters are fields. It becomes JSON, so that it is judged
 * like any other; an empty parameter is as none.
 */
final class PixelQuery {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern BARE =
      Pattern.compile("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?([eE][+-]?\\d{1,5})?|true|false");

  private PixelQuery() {}

  static byte[] record(Feed feed, Map<String, Deque<String>> query) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      for (Field field : feed.fields()) {
        String text = query.containsKey(field.name()) ? query.get(field.name()).peekFirst() : "";
        if (!text.isEmpty()) {
          out.writeFieldName(field.name());
          write(out, field, text);
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Field field, String text) throws IOException {
    boolean bare =
        switch (field.type()) {
          case INT, LONG, DOUBLE, BOOLEAN -> BARE.matcher(text).matches();
          case STRING, MONEY, TIMESTAMP, DATE -> false;
        };
    if (bare) {
      out.writeRawValue(text);
    } else {
      // Half a character, which a query can hold, becomes a question mark.
      out.writeString(new String(text.getBytes(UTF_8), UTF_8));
    }
  }
}
