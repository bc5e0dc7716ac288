package io.millrace.ingest.collect;

import io.millrace.ingest.address.Geography;
import io.millrace.model.feed.CollectedValue;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalHash;
import io.millrace.model.record.RowFill;
import io.millrace.model.record.ValueRange;
import java.util.List;
import java.util.UUID;

/**
 * Fills the fields that a feed's {@code collector:} section names where a record lacks them. Those
 * of the address' place are filled together, and only in a record that has none of them: a country
 * that a site sends never gets a city of another.
 */
final class CollectedFill implements RowFill {
  private final List<Slot> slots;
  private final PersonalHash hash;
  private final Geography geography;
  private RequestFacts facts;

  private record Slot(int position, CollectedValue value) {
    boolean isPlace() {
      return value.place().isPresent();
    }
  }

  CollectedFill(Feed feed, PersonalHash hash, Geography geography) {
    this.slots =
        feed.collected().entrySet().stream()
            .map(e -> new Slot(feed.indexOf(e.getKey()), e.getValue()))
            .toList();
    this.hash = hash;
    this.geography = geography;
  }

  /** From now on the records are of that request. */
  void of(RequestFacts request) {
    facts = request;
  }

  @Override
  public void fill(Object[] row) {
    boolean placed = isPlaced(row);
    for (Slot slot : slots) {
      if (row[slot.position()] == null && !(placed && slot.isPlace())) {
        row[slot.position()] = value(slot.value());
      }
    }
  }

  private boolean isPlaced(Object[] row) {
    for (Slot slot : slots) {
      if (slot.isPlace() && row[slot.position()] != null) {
        return true;
      }
    }
    return false;
  }

  private Object value(CollectedValue value) {
    return switch (value) {
      case RANDOM_ID -> UUID.randomUUID().toString();
      case RECEIVED_AT -> ValueRange.micros(facts.receivedAt());
      case USER_AGENT -> facts.userAgent();
      case REFERRER -> facts.referrer();
      case ADDRESS -> hash.of(facts.address());
      case PLAIN_ADDRESS -> facts.address();
      case ADDRESS_COUNTRY, ADDRESS_REGION, ADDRESS_CITY ->
          geography.whereaboutsOf(facts.address()).part(value.place().orElseThrow());
    };
  }
}
