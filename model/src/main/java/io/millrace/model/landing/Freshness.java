package io.millrace.model.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to when a table is complete: a row of {@code ops.freshness}, in a file of its own that whoever
 * publishes to the table replaces. Hours and days are written as {@code 2015-05-17T10} and {@code
 * 2015-05-17}.
 *
 * @param table the table, with its database
 * @param completeUntil everything before it is there
 * @param missing the first hour or day that the table should have and has not
 * @param first its first one, where its publisher knows them
 * @param last its last one
 * @param publishedAt when it was last published to; of a landed table when hours were last closed
 */
public record Freshness(
    String table,
    Optional<Instant> completeUntil,
    Optional<String> missing,
    Optional<String> first,
    Optional<String> last,
    Instant publishedAt) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Of a landed table.
   *
   * @param closedUntil the end of the last hour that is closed
   * @param closedAt when hours were last closed
   */
  public static Freshness ofLanded(String feed, Instant closedUntil, Instant closedAt) {
    return new Freshness(
        "raw." + feed,
        Optional.of(closedUntil),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        closedAt);
  }

  /** Where the row of a table lies. */
  public static String path(String root, String table) {
    return "%s/ops/freshness/%s.json".formatted(root, table);
  }

  /** One JSON object, without a line's end. */
  public String json() {
    ObjectNode row = JSON.createObjectNode();
    row.put("table_name", table);
    row.put("complete_until", completeUntil.map(Instant::toString).orElse(null));
    row.put("missing", missing.orElse(null));
    row.put("first_partition", first.orElse(null));
    row.put("last_partition", last.orElse(null));
    row.put("published_at", publishedAt.toString());
    return row.toString();
  }

  /** Reads what {@link #json} writes; empty for anything else. */
  public static Optional<Freshness> parse(String json) {
    try {
      JsonNode row = JSON.readTree(json);
      return Optional.of(
          new Freshness(
              row.path("table_name").asText(),
              text(row, "complete_until").map(Instant::parse),
              text(row, "missing"),
              text(row, "first_partition"),
              text(row, "last_partition"),
              Instant.parse(row.path("published_at").asText())));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode row, String name) {
    return Optional.ofNullable(row.path(name).textValue());
  }
}
