package io.millrace.ingest.publish;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.Sha256;
import io.millrace.model.record.Refused;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a feed's dead-letter topic holds, one JSON object each; absent members are null. It always
 * fits a topic of default settings: the longest has 64 KiB of payload, 86 KiB in base64, and a few
 * hundred bytes beside.
 *
 * @param feed for which the payload was meant
 * @param reason why it is refused: a name of {@link io.millrace.ingest.mapping.BreakReason} or of
 *     {@link io.millrace.model.record.RefusalReason}
 * @param field at fault, or null
 * @param rule of the feed that was broken, or null
 * @param detail one line for a person
 * @param source the file's name without its folder, {@code collector}, or the generator's name
 * @param line number in the file, from 1, or null where there is none
 * @param client who sent it, by the hash of the address, or null
 * @param length of the payload in bytes; of a line without its line feed
 * @param sha256 of the whole payload
 * @param payloadBase64 the first 64 KiB of the payload
 * @param runId of the run that refused it, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "feed",
  "reason",
  "field",
  "rule",
  "detail",
  "source",
  "line",
  "client",
  "length",
  "sha256",
  "run_id",
  "payload_base64"
})
public record DeadLetter(
    @JsonProperty("feed") String feed,
    @JsonProperty("reason") String reason,
    @JsonProperty("field") String field,
    @JsonProperty("rule") String rule,
    @JsonProperty("detail") String detail,
    @JsonProperty("source") String source,
    @JsonProperty("line") Long line,
    @JsonProperty("client") String client,
    @JsonProperty("length") long length,
    @JsonProperty("sha256") String sha256,
    @JsonProperty("payload_base64") String payloadBase64,
    @JsonProperty("run_id") String runId) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * Where a payload came from.
   *
   * @param source the file's name without its folder, {@code collector}, or the generator's name
   * @param client the hash of the client's address, or null
   * @param runId null for live records
   */
  public record Origin(String source, String client, String runId) {
    public Origin {
      requireNonNull(source, "source");
    }
  }

  /**
   * Why a payload is refused.
   *
   * @param reason the name of its class
   * @param field at fault, or null
   * @param rule of the feed, or null
   * @param detail one line for a person
   */
  public record Cause(String reason, String field, String rule, String detail) {
    public Cause {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    /** The cause that a decoder gave. */
    public static Cause of(Refused refused) {
      return new Cause(refused.reason().name(), refused.field(), refused.rule(), refused.detail());
    }
  }

  /** That line of a file, refused. */
  public static DeadLetter of(String feed, Origin origin, Cause cause, Line line) {
    return of(feed, origin, cause, line.number(), line.length(), line.sha256(), line.head());
  }

  /** That body or record, refused. */
  public static DeadLetter of(String feed, Origin origin, Cause cause, byte[] payload) {
    byte[] head =
        payload.length <= Line.HEAD_BYTES ? payload : Arrays.copyOf(payload, Line.HEAD_BYTES);
    byte[] sha256 = Sha256.newDigest().digest(payload);
    return of(feed, origin, cause, null, payload.length, sha256, head);
  }

  private static DeadLetter of(
      String feed,
      Origin origin,
      Cause cause,
      Long line,
      long length,
      byte[] sha256,
      byte[] payload) {
    return new DeadLetter(
        feed,
        cause.reason(),
        cause.field(),
        cause.rule(),
        cause.detail(),
        origin.source(),
        line,
        origin.client(),
        length,
        HexFormat.of().formatHex(sha256),
        Base64.getEncoder().encodeToString(payload),
        origin.runId());
  }

  /**
   * Reads a dead letter as it lies on the topic; members it does not know are passed over.
   *
   * @throws IOException when it is none
   */
  public static DeadLetter parse(byte[] value) throws IOException {
    return MAPPER.readValue(value, DeadLetter.class);
  }

  /** As it lies on the topic. */
  public byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A dead letter holds only text and numbers.", e);
    }
  }
}
