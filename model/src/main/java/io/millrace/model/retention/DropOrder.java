package io.millrace.model.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Retention's order to the only publisher of tables, a feed's landing or a live log's driver: drop
 * what is kept no longer. How long that is the feed's declaration says, when the order is followed,
 * or the rules do, of live tables; what is held the rules do, as they were when it was given. If
 * others are deployed since, it is not followed.
 *
 * @param rules the folder with the two files
 * @param keepTimes the text of the one
 * @param holds the text of the other
 * @param teller which run gave it
 */
public record DropOrder(String rules, String keepTimes, String holds, RetentionRow.Teller teller) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public String json() {
    ObjectNode order = JSON.createObjectNode();
    order.put("rules", rules);
    order.put("keep_times", keepTimes);
    order.put("holds", holds);
    order.put("workflow_id", teller.workflowId().orElse(null));
    order.put("run", teller.run());
    order.put("generation", teller.generation());
    return order.toString();
  }

  /** Reads one; empty for what is none. */
  public static Optional<DropOrder> parse(String json) {
    try {
      JsonNode order = JSON.readTree(json);
      for (String field : new String[] {"rules", "keep_times", "holds", "generation"}) {
        if (!order.path(field).isTextual()) {
          return Optional.empty();
        }
      }
      return Optional.of(
          new DropOrder(
              order.get("rules").asText(),
              order.get("keep_times").asText(),
              order.get("holds").asText(),
              new RetentionRow.Teller(
                  Optional.ofNullable(order.path("workflow_id").textValue()),
                  order.path("run").asInt(),
                  order.get("generation").asText())));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
