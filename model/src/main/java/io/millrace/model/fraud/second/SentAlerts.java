package io.millrace.model.fraud.second;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the alerts of a live log are on {@link SecondAlertTopic#ALERTS}: those of all records
 * before one, and so many of its own. It is a record of {@link SecondAlertTopic#SENT}, by the log's
 * name.
 *
 * @param log the live log's name
 * @param record the sequence number of the log's record; 0 before the first
 * @param attempt the driver that appended the record, so that a log that was made anew is noticed;
 *     empty before the first
 * @param alerts how many alerts of the record, in the order of its files and their rows
 */
public record SentAlerts(String log, long record, String attempt, long alerts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing of the log. */
  public static SentAlerts none(String log) {
    return new SentAlerts(log, 0, "", 0);
  }

  /** The log's name in UTF-8. */
  public byte[] key() {
    return log.getBytes(UTF_8);
  }

  /** The rest, as JSON in UTF-8. */
  public byte[] value() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("record", record);
    members.put("attempt", attempt);
    members.put("alerts", alerts);
    try {
      return JSON.writeValueAsBytes(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #key} and {@link #value} gave.
   *
   * @throws IllegalStateException when it is something else, which says what to do
   */
  public static SentAlerts of(byte[] key, byte[] value) {
    JsonNode members = members(value);
    if (key == null
        || !members.path("record").isIntegralNumber()
        || !members.path("attempt").isTextual()
        || !members.path("alerts").isIntegralNumber()) {
      throw new IllegalStateException(
          "topic %s says of %s '%s', which no driver writes: what was sent is not known. Delete the topic and start the stream again; then alerts that come are sent, and those of before are in the tables alone"
              .formatted(
                  SecondAlertTopic.SENT,
                  key == null ? "no log" : new String(key, UTF_8),
                  value == null ? "nothing" : new String(value, UTF_8)));
    }
    return new SentAlerts(
        new String(key, UTF_8),
        members.get("record").longValue(),
        members.get("attempt").textValue(),
        members.get("alerts").longValue());
  }

  private static JsonNode members(byte[] value) {
    try {
      return JSON.readTree(value == null ? new byte[0] : value);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
