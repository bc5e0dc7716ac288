package io.millrace.ingest.collect;

import io.millrace.model.feed.CollectedValue;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalHash;
import io.millrace.model.record.RowFill;
import io.millrace.model.record.ValueRange;
import java.util.List;
import java.util.UUID;

/** Fills the fields that a feed's {@code collector:} section names where a record lacks them. */
final class CollectedFill implements RowFill {
  private final List<Slot> slots;
  private final PersonalHash hash;
  private RequestFacts facts;

  private record Slot(int position, CollectedValue value) {}

  CollectedFill(Feed feed, PersonalHash hash) {
    this.slots =
        feed.collected().entrySet().stream()
            .map(e -> new Slot(feed.indexOf(e.getKey()), e.getValue()))
            .toList();
    this.hash = hash;
  }

  /** From now on the records are of that request. */
  void of(RequestFacts request) {
    facts = request;
  }

  @Override
  public void fill(Object[] row) {
    for (Slot slot : slots) {
      if (row[slot.position()] == null) {
        row[slot.position()] = value(slot.value());
      }
    }
  }

  private Object value(CollectedValue value) {
    return switch (value) {
      case RANDOM_ID -> UUID.randomUUID().toString();
      case RECEIVED_AT -> ValueRange.micros(facts.receivedAt());
      case USER_AGENT -> facts.userAgent();
      case REFERRER -> facts.referrer();
      case ADDRESS -> hash.of(facts.address());
      case PLAIN_ADDRESS -> facts.address();
    };
  }
}
