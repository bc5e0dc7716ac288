package io.millrace.model.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.json.InstantAsText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The end of a replay: everything it put on the feed's topic. It exists only for a replay that came
 * to its end. Its offset ranges are taken from the broker's acknowledgements; records of others may
 * lie between, only those with the run's header belong to it.
 *
 * @param runId {@code yyyyMMdd'T'HHmmss-<8 hex>}, the value of the header {@code millrace-run}
 * @param feed on whose topic
 * @param source the file's name, without its folder
 * @param contentSha256 of the file's uncompressed bytes, 64 lower-case hex digits
 * @param startedAt when it began
 * @param endedAt when the last record was acknowledged
 * @param records acknowledged on the feed's topic
 * @param deadLetters acknowledged on the dead-letter topic
 * @param ranges by partition, ascending, partitions without records left out
 */
public record RunRecord(
    @JsonProperty(value = "run_id", required = true) String runId,
    @JsonProperty(value = "feed", required = true) String feed,
    @JsonProperty(value = "source", required = true) String source,
    @JsonProperty(value = "content_sha256", required = true) String contentSha256,
    @JsonProperty(value = "started_at", required = true) Instant startedAt,
    @JsonProperty(value = "ended_at", required = true) Instant endedAt,
    @JsonProperty(value = "records", required = true) long records,
    @JsonProperty(value = "dead_letters", required = true) long deadLetters,
    @JsonProperty(value = "ranges", required = true) List<OffsetRange> ranges) {

  /** The Kafka header of replayed records; its value is the run's id in UTF-8. */
  public static final String HEADER = "millrace-run";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new InstantAsText())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public RunRecord {
    requireNonNull(runId, "run_id");
    requireNonNull(feed, "feed");
    requireNonNull(source, "source");
    requireNonNull(contentSha256, "content_sha256");
    requireNonNull(startedAt, "started_at");
    requireNonNull(endedAt, "ended_at");
    ranges = ranges.stream().sorted(Comparator.comparingInt(OffsetRange::partition)).toList();
  }

  /**
   * Reads what {@link #toJson} wrote; fields it does not know are passed over.
   *
   * @throws InvalidRunRecordException for anything else
   */
  public static RunRecord parse(String json) {
    try {
      RunRecord read = MAPPER.readValue(json, RunRecord.class);
      if (read == null) {
        throw new InvalidRunRecordException("null", null);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new InvalidRunRecordException(e.getOriginalMessage(), e);
    }
  }

  /** One JSON object on one line, without a line break. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A run record holds only text, numbers and times.", e);
    }
  }
}
