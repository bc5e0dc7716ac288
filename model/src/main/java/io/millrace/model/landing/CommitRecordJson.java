package io.millrace.model.landing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.millrace.model.json.InstantAsText;
import java.io.IOException;
import java.util.Locale;

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
          .addModule(new InstantAsText())
          .addModule(enumsInLowerCase())
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

  private static SimpleModule enumsInLowerCase() {
    return new SimpleModule("enums-in-lower-case")
        .addSerializer(
            new StdSerializer<Enum<?>>(Enum.class, false) {
              @Override
              public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider)
                  throws IOException {
                out.writeString(value.name().toLowerCase(Locale.ROOT));
              }
            });
  }
}
