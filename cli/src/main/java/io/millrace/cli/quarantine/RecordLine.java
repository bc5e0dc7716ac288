package io.millrace.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A refused record as one line of JSON, which a person can mend and give back.
 *
 * <p>What was sent is the member {@code record} where it is a JSON object, else {@code text} where
 * it is text, else {@code hex}; none of them where nothing was.
 */
final class RecordLine {

  /** Numbers keep every digit; an object with a member twice is text, so that nothing is lost. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private RecordLine() {}

  static String write(QuarantinedRecord record) {
    ObjectNode line = JSON.createObjectNode();
    line.put("feed", record.feed());
    line.put("dt", record.dt());
    line.put("partition", record.at().partition());
    line.put("offset", record.at().offset());
    line.put("kafka_time", record.kafkaTime().toString());
    line.put("reason", record.reason());
    line.put("field", record.field());
    line.put("rule", record.rule());
    line.put("detail", record.detail());
    if (record.payload() != null) {
      Optional<JsonNode> object = object(record.payload());
      Optional<String> text = text(record.payload());
      if (object.isPresent()) {
        line.set("record", object.get());
      } else if (text.isPresent()) {
        line.put("text", text.get());
      } else {
        line.put("hex", HexFormat.of().formatHex(record.payload()));
      }
    }
    return line.toString();
  }

  /** What was sent, for people: as text, or in hexadecimal where it is none. */
  static String shown(byte[] payload) {
    return payload == null
        ? "(no value)"
        : text(payload).orElseGet(() -> HexFormat.of().formatHex(payload));
  }

  private static Optional<JsonNode> object(byte[] payload) {
    try {
      return text(payload).isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.readTree(payload)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("Reading from an array cannot fail.", e);
    }
  }

  private static Optional<String> text(byte[] payload) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      return text.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || Character.isWhitespace(c))
          ? Optional.of(text)
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
