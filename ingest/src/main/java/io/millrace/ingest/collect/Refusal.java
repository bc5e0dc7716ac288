package io.millrace.ingest.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.millrace.model.record.Refused;

/**
 * A record of a request that its feed refuses, as the answer names it.
 *
 * @param index of the record in the request, from 0; blank lines do not count
 * @param reason a name of {@link io.millrace.model.record.RefusalReason}
 * @param field at fault, or null
 * @param rule of the feed that was broken, or null
 * @param detail one line for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"index", "reason", "field", "rule", "detail"})
record Refusal(
    @JsonProperty("index") int index,
    @JsonProperty("reason") String reason,
    @JsonProperty("field") String field,
    @JsonProperty("rule") String rule,
    @JsonProperty("detail") String detail) {

  static Refusal of(int index, Refused refused) {
    return new Refusal(
        index, refused.reason().name(), refused.field(), refused.rule(), refused.detail());
  }
}
