package io.millrace.ingest.site.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;

/** What the collector says about the records of a post. */
final class CollectorAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CollectorAnswer() {}

  /** How many of them it took; empty when it does not say. */
  static OptionalInt accepted(String body) {
    try {
      int accepted = JSON.readTree(body).path("accepted").asInt(-1);
      return accepted >= 0 ? OptionalInt.of(accepted) : OptionalInt.empty();
    } catch (JsonProcessingException e) {
      return OptionalInt.empty();
    }
  }
}
