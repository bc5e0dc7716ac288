package io.millrace.ingest.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.mapping.BreakReason;
import io.millrace.ingest.mapping.Mapped.Broken;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a feed's dead-letter topic holds, one JSON object each. It always fits a topic of default
 * settings: the longest has 64 KiB of payload, 86 KiB in base64, and a few hundred bytes beside.
 *
 * @param feed for which the line was meant
 * @param reason why it is broken
 * @param field at fault, or null
 * @param detail one line for a person
 * @param source the file's name without its folder
 * @param line number in the file, from 1
 * @param length of the line in bytes, without its line feed
 * @param sha256 of the whole line
 * @param payloadBase64 the first 64 KiB of the line
 * @param runId of the replay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "feed",
  "reason",
  "field",
  "detail",
  "source",
  "line",
  "length",
  "sha256",
  "run_id",
  "payload_base64"
})
public record DeadLetter(
    @JsonProperty("feed") String feed,
    @JsonProperty("reason") BreakReason reason,
    @JsonProperty("field") String field,
    @JsonProperty("detail") String detail,
    @JsonProperty("source") String source,
    @JsonProperty("line") long line,
    @JsonProperty("length") long length,
    @JsonProperty("sha256") String sha256,
    @JsonProperty("payload_base64") String payloadBase64,
    @JsonProperty("run_id") String runId) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static DeadLetter of(String feed, String source, String runId, Line line, Broken broken) {
    return new DeadLetter(
        feed,
        broken.reason(),
        broken.field(),
        broken.detail(),
        source,
        line.number(),
        line.length(),
        HexFormat.of().formatHex(line.sha256()),
        Base64.getEncoder().encodeToString(line.head()),
        runId);
  }

  /**
   * Reads a dead letter as it lies on the topic.
   *
   * @throws IOException when it is none
   */
  public static DeadLetter parse(byte[] value) throws IOException {
    return MAPPER.readValue(value, DeadLetter.class);
  }

  byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A dead letter holds only text and numbers.", e);
    }
  }
}
