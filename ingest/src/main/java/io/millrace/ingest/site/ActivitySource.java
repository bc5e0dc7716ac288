package io.millrace.ingest.site;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.WeightedChoice;
import io.millrace.model.feed.Feed;
import io.millrace.model.record.ValueRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sites' tags would send, without the sites: visits begin at random with the rhythm of
 * days and weeks, overlap, and their records come in order of time, without end. At the start as
 * many visits are under way as there would be had it begun long before.
 */
public final class ActivitySource implements RecordSource {
  private static final double MICROS = 1e6;

  private final Behaviour behaviour;
  private final ActivityColumns columns;
  private final List<Shop> shops = new ArrayList<>();
  private final WeightedChoice shop;
  private final SeededRandom visitSeeds;
  private final SeededRandom arrivals;
  private final VisitQueue underWay = new VisitQueue();
  private final double visitsPerMicro;
  private long visits;
  private long arrival;

  /**
   * Prepares it.
   *
   * @param feed with the fields of {@code activity}
   * @throws IllegalArgumentException when the feed lacks one of them
   */
  public ActivitySource(Behaviour behaviour, Feed feed, Timeline timeline, long seed) {
    this.behaviour = behaviour;
    this.columns = new ActivityColumns(feed);
    SeededRandom random = new SeededRandom(seed);
    this.visitSeeds = random.named("visits");
    this.arrivals = random.named("arrivals");
    for (Site site : behaviour.sites()) {
      shops.add(Shop.of(behaviour, site, "https://" + site.host(), seed));
    }
    this.shop = new WeightedChoice(behaviour.sites().stream().mapToDouble(Site::weight).toArray());
    PageChain chain = new PageChain(behaviour);
    this.visitsPerMicro = timeline.perSecond() / chain.recordsPerVisit() / MICROS;
    this.arrival = ValueRange.micros(timeline.start());
    startMidway(chain);
    arrival = nextArrival(arrival);
  }

  @Override
  public Generated next() {
    while (arrival <= underWay.firstTime()) {
      SeededRandom random = visitSeeds.numbered(visits++);
      underWay.add(Visit.beginning(behaviour, shopOf(random), random, arrival));
      arrival = nextArrival(arrival);
    }
    Visit visit = underWay.first();
    long micros = visit.micros();
    Object[] row = visit.record(columns);
    underWay.firstMovedOn();
    return Generated.of(row, micros);
  }

  /** How many visits have not ended. */
  int underWay() {
    return underWay.size();
  }

  private void startMidway(PageChain chain) {
    double[] dwell = chain.dwellMillis();
    double inAll = 0;
    for (double millis : dwell) {
      inAll += millis;
    }
    double expected = inAll * 1_000 * visitsPerMicro * behaviour.rhythm().at(arrival);
    long count = Math.round(expected + StrictMath.sqrt(expected) * arrivals.gaussian());
    WeightedChoice page = new WeightedChoice(dwell);
    for (long i = 0; i < count; i++) {
      SeededRandom random = visitSeeds.numbered(visits++);
      Visit visit = Visit.midway(page.draw(random), behaviour, shopOf(random), random, arrival);
      if (!visit.isOver()) {
        underWay.add(visit);
      }
    }
  }

  private Shop shopOf(SeededRandom random) {
    return shops.get(shop.draw(random));
  }

  /**
   * A Poisson process whose rate changes with the hour. It has no memory, so it may begin anew
   * where an hour ends.
   */
  private long nextArrival(long after) {
    long from = after;
    while (true) {
      double rate = visitsPerMicro * behaviour.rhythm().at(from);
      double wait = arrivals.exponential(1 / rate);
      long end = Rhythm.changesAfter(from);
      if (from + wait < end) {
        return from + (long) wait;
      }
      from = end;
    }
  }
}
