package io.millrace.model.fraud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From which payment on a partition is evaluated by a rule set. A host writes it in the transaction
 * of that payment: to {@link FraudOutputs#rulesInEffect}, for people and programs, and among the
 * accounts of the partition, where whichever host goes on finds it.
 *
 * @param version of the rule set
 * @param promotion the place of its {@link RulePromotion}
 * @param partition of payments
 * @param offset of the first payment that has a score by this set
 */
public record RulesInEffect(String version, long promotion, int partition, long offset) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its key among the accounts, which is no account's: it is no UTF-8. */
  public static byte[] accountsKey() {
    return new byte[] {(byte) 0xFF};
  }

  /** As JSON in UTF-8. */
  public byte[] bytes() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("rule_set", version);
    members.put("promotion", promotion);
    members.put("partition", partition);
    members.put("offset", offset);
    try {
      return JSON.writeValueAsBytes(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @throws InvalidStateException when it is something else
   */
  public static RulesInEffect of(byte[] json) throws InvalidStateException {
    try {
      JsonNode members = JSON.readTree(json == null ? new byte[0] : json);
      if (members.path("rule_set").isTextual()
          && members.path("promotion").isIntegralNumber()
          && members.path("partition").isIntegralNumber()
          && members.path("offset").isIntegralNumber()) {
        return new RulesInEffect(
            members.get("rule_set").textValue(),
            members.get("promotion").longValue(),
            members.get("partition").intValue(),
            members.get("offset").longValue());
      }
    } catch (IOException e) {
      throw new InvalidStateException("rules in effect are no JSON: " + e.getMessage());
    }
    throw new InvalidStateException("rules in effect lack rule_set, promotion, partition, offset");
  }
}
