package io.millrace.model.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of {@code ops.retention}: a partition that was dropped, or is held.
 *
 * @param table with its database, or the reports
 * @param partition its name
 * @param rule because of what it went, or would go
 * @param contents what was in it; empty if it is held
 * @param hold why it is held; empty if it was dropped
 */
public record RetentionRow(
    String table,
    String partition,
    String rule,
    Optional<Contents> contents,
    Optional<String> hold) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was in a partition.
   *
   * @param rows where somebody counts them
   */
  public record Contents(OptionalLong rows, long files, long bytes, String location) {}

  /**
   * Which run told it.
   *
   * @param workflowId empty when it was run by hand
   */
  public record Teller(Optional<String> workflowId, int run, String generation) {}

  public static RetentionRow dropped(
      String table, String partition, String rule, Contents contents) {
    return new RetentionRow(table, partition, rule, Optional.of(contents), Optional.empty());
  }

  public static RetentionRow held(String table, String partition, Verdict.Held verdict) {
    return new RetentionRow(
        table,
        partition,
        verdict.rule().toString(),
        Optional.empty(),
        Optional.of(verdict.hold().reason()));
  }

  /** The row as a line of its file. */
  public String json(Teller teller, Instant now) {
    ObjectNode line = JSON.createObjectNode();
    line.put("told_at", now.toString());
    line.put("workflow_id", teller.workflowId().orElse(null));
    line.put("run", teller.run());
    line.put("generation", teller.generation());
    line.put("table_name", table);
    line.put("partition_name", partition);
    line.put("what", contents.isPresent() ? "dropped" : "held");
    line.put("rule", rule);
    line.put("hold", hold.orElse(null));
    OptionalLong rows = contents.map(Contents::rows).orElse(OptionalLong.empty());
    line.put("row_count", rows.isPresent() ? Long.valueOf(rows.getAsLong()) : null);
    line.put("file_count", contents.map(Contents::files).orElse(null));
    line.put("bytes", contents.map(Contents::bytes).orElse(null));
    line.put("location", contents.map(Contents::location).orElse(null));
    return line.toString();
  }
}
