package io.millrace.ingest.generate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a generation put out, as its output acknowledged it: the proof against which a later step
 * shows that what was generated is what was landed. The same settings give the same inventory, byte
 * for byte, but for {@code run_id} and a live generation's times. docs/generate.md describes it for
 * readers.
 *
 * @param format of this file, 1
 * @param feed by name
 * @param settings as the user gave or left them
 * @param end how it came to its end
 * @param runId of a history on a topic, or null
 * @param kinds records by {@link Kind}, in lower case
 * @param malformed broken records by the reason for which they are refused
 * @param labels distinct records by what they are an example of
 * @param unacknowledged handed to the output and not acknowledged, so not counted anywhere else;
 *     they may have arrived all the same
 * @param delivered every valid record, repeated ones each time: what a raw table holds
 * @param distinct every valid record once: what a table without duplicates holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inventory(
    @JsonProperty("format") int format,
    @JsonProperty("feed") String feed,
    @JsonProperty("settings") Map<String, Object> settings,
    @JsonProperty("end") End end,
    @JsonProperty("run_id") String runId,
    @JsonProperty("kinds") Map<String, Long> kinds,
    @JsonProperty("malformed") Map<String, Long> malformed,
    @JsonProperty("labels") Map<String, Long> labels,
    @JsonProperty("unacknowledged") long unacknowledged,
    @JsonProperty("delivered") Book delivered,
    @JsonProperty("distinct") Book distinct) {

  /** The format that this class writes. */
  public static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** How a generation ended. */
  public enum End {
    /** All that was asked for is made and acknowledged. */
    COMPLETE,
    /** It was told to stop; what it had made until then is acknowledged. */
    STOPPED,
    /** The output failed. */
    FAILED
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws NotAnInventoryException when the file is none
   * @throws IOException when it cannot be read
   */
  public static Inventory read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      Inventory read = MAPPER.readValue(bytes, Inventory.class);
      if (read == null
          || read.format != FORMAT
          || read.feed == null
          || read.malformed == null
          || !isWhole(read.delivered)
          || !isWhole(read.distinct)) {
        throw new NotAnInventoryException(file, null);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new NotAnInventoryException(file, e);
    }
  }

  private static boolean isWhole(Book book) {
    return book != null && book.hours() != null && book.idMd5Sum() != null;
  }

  /** A JSON object on several lines, with a line feed at its end. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An inventory holds only text and numbers.", e);
    }
  }
}
