package io.millrace.warehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.landing.KeptFrom;
import java.net.URI;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads commit records without believing them: landing's own reader refuses a record whose numbers
 * do not add up, but the audit has to say so and go on.
 */
final class LoggedBatchJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LoggedBatchJson() {}

  /**
   * Reads an entry.
   *
   * @throws DamagedLogException if it is not JSON or lacks a number
   */
  static LoggedBatch read(String origin, String json) throws DamagedLogException {
    try {
      JsonNode record = MAPPER.readTree(json);
      List<LoggedBatch.Range> ranges = new ArrayList<>();
      for (JsonNode range : record.path("ranges")) {
        ranges.add(
            new LoggedBatch.Range(
                (int) number(range, "partition"),
                number(range, "from_offset"),
                number(range, "until_offset"),
                number(range, "landed"),
                number(range, "quarantined")));
      }
      List<LoggedBatch.LoggedFile> files = new ArrayList<>();
      for (JsonNode file : record.path("files")) {
        files.add(
            new LoggedBatch.LoggedFile(
                pathOf(file.path("path").asText()),
                file.path("zone").textValue(),
                file.path("dt").textValue(),
                number(file, "rows"),
                number(file, "bytes")));
      }
      return new LoggedBatch(
          number(record, "seq"),
          ranges,
          files,
          gaps(record),
          replaced(record),
          new KeptFrom(
              record.path("raw_kept_from").textValue(),
              record.path("quarantine_kept_from").textValue()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedLogException(
          "%s is no commit record (%s): the audit cannot go on. Restore the file first."
              .formatted(origin, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  private static List<LoggedBatch.Gap> gaps(JsonNode record) {
    List<LoggedBatch.Gap> gaps = new ArrayList<>();
    for (JsonNode gap : record.path("gaps")) {
      gaps.add(
          new LoggedBatch.Gap(
              (int) number(gap, "partition"),
              number(gap, "from_offset"),
              gap.path("until_offset").asLong(0)));
    }
    return gaps;
  }

  private static List<String> replaced(JsonNode record) {
    List<String> replaced = new ArrayList<>();
    record.path("compaction").path("replaced").forEach(path -> replaced.add(pathOf(path.asText())));
    return replaced;
  }

  /** A path without scheme and host, by which the log and HDFS name the same file the same. */
  static String pathOf(String uri) {
    return uri.startsWith("/") ? uri : URI.create(uri.replace(" ", "%20")).getPath();
  }

  private static long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("no number '" + field + "'");
    }
    return value.asLong();
  }
}
