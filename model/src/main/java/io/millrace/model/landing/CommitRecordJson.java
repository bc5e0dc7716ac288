package io.millrace.model.landing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;

/**
 * A commit record as one line of JSON, the form in which the log keeps it and {@code
 * ops.landing_commits} reads it. Names are in snake case, enums in lower case, instants in
 * ISO-8601.
 */
public final class CommitRecordJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(instants())
          .build();

  private CommitRecordJson() {}

  public static String write(CommitRecord record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("commit record " + record.seq(), e);
    }
  }

  /**
   * Reads a record.
   *
   * @param origin where the text comes from, for the message
   * @throws LandingStoppedException if it is no commit record; nothing may be landed behind a log
   *     that cannot be read
   */
  public static CommitRecord read(String origin, String json) {
    try {
      return MAPPER.readValue(json, CommitRecord.class);
    } catch (JsonProcessingException e) {
      throw new LandingStoppedException(
          origin
              + ": not a commit record ("
              + e.getOriginalMessage()
              + "); restore the file before landing goes on");
    }
  }

  private static SimpleModule instants() {
    return new SimpleModule()
        .addSerializer(
            new StdSerializer<Instant>(Instant.class) {
              @Override
              public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                  throws IOException {
                out.writeString(value.toString());
              }
            })
        .addSerializer(
            new StdSerializer<Enum<?>>(Enum.class, false) {
              @Override
              public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider)
                  throws IOException {
                out.writeString(value.name().toLowerCase(java.util.Locale.ROOT));
              }
            })
        .addDeserializer(
            Instant.class,
            new StdDeserializer<Instant>(Instant.class) {
              @Override
              public Instant deserialize(JsonParser in, DeserializationContext context)
                  throws IOException {
                return Instant.parse(in.getText());
              }
            });
  }
}
