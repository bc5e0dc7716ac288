package io.millrace.ingest.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The answer to a request whose records were judged.
 *
 * @param feed for which they are
 * @param records in the request
 * @param accepted how many are kept
 * @param stored where those are: {@code topic} or {@code spool}; null when there are none
 * @param refused the others
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"feed", "records", "accepted", "stored", "refused"})
record Receipt(
    @JsonProperty("feed") String feed,
    @JsonProperty("records") int records,
    @JsonProperty("accepted") int accepted,
    @JsonProperty("stored") String stored,
    @JsonProperty("refused") List<Refusal> refused) {}
