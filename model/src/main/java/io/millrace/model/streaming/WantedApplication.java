package io.millrace.model.streaming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.json.InstantAsText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An application that is to run: written by whoever starts it, removed by whoever stops it. The
 * guard starts it again just so when YARN has it no more.
 *
 * @param tag its tag on YARN, by which it is found
 * @param arguments those of spark-submit
 * @param start identifies this start; another start of the same application has another
 * @param since when it was started
 */
public record WantedApplication(String tag, List<String> arguments, String start, Instant since) {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new InstantAsText())
          .build();

  public WantedApplication {
    Objects.requireNonNull(tag, "tag");
    arguments = List.copyOf(arguments);
    Objects.requireNonNull(start, "start");
  }

  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("application " + tag, e);
    }
  }

  /**
   * Reads one.
   *
   * @param origin where the text comes from, for the message
   * @throws IllegalArgumentException if it is none
   */
  public static WantedApplication read(String origin, String json) {
    try {
      return MAPPER.readValue(json, WantedApplication.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s says of no application how to start it (%s); remove it, and run: millrace stream start"
              .formatted(origin, e.getOriginalMessage()),
          e);
    }
  }
}
