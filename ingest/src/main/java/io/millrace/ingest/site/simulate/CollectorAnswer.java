package io.millrace.ingest.site.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;

/** What the collector says about a post that it did not take as a whole. */
final class CollectorAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CollectorAnswer() {}

  /** How many of so many records it took all the same; empty when it does not say. */
  static OptionalInt accepted(String body, int records) {
    try {
      int accepted = JSON.readTree(body).path("accepted").asInt(-1);
      return accepted >= 0 && accepted <= records ? OptionalInt.of(accepted) : OptionalInt.empty();
    } catch (JsonProcessingException e) {
      return OptionalInt.empty();
    }
  }
}
