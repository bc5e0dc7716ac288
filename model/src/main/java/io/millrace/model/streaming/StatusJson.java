package io.millrace.model.streaming;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.json.InstantAsText;
import java.util.Optional;

/** An {@link ApplicationStatus} as JSON: names in snake case, what is unknown left out. */
public final class StatusJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .addModule(new InstantAsText())
          .build();

  private StatusJson() {}

  public static String write(ApplicationStatus status) {
    try {
      return MAPPER.writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("status of " + status.application(), e);
    }
  }

  /** Reads a status, or gives nothing if the text is none: it is no more than news. */
  public static Optional<ApplicationStatus> read(String json) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, ApplicationStatus.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
