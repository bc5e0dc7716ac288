package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import java.util.List;
import java.util.Set;

/**
 * What is said of a feed's hours behind landing.
 *
 * @param hours every hour with a row, landed or curated
 * @param published hours of which the curated table has a partition
 * @param unsettled of the hours that have been asked for, those that landing has not closed, that
 *     got rows since, or that are being computed
 * @param kept from which days on what landed is there
 */
record CurationFacts(
    String feed,
    List<HourCounts> hours,
    Set<EventHour> published,
    Set<EventHour> unsettled,
    KeptFrom kept) {

  CurationFacts {
    hours = List.copyOf(hours);
    published = Set.copyOf(published);
    unsettled = Set.copyOf(unsettled);
  }

  /** Of a feed that keeps everything. */
  CurationFacts(
      String feed, List<HourCounts> hours, Set<EventHour> published, Set<EventHour> unsettled) {
    this(feed, hours, published, unsettled, KeptFrom.EVERYTHING);
  }
}
