package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;

/**
 * One visit as the records that its tag would send, one after the other. Everything about it
 * follows from its random numbers.
 */
final class Visit {
  private static final long MILLI = 1_000;

  private final Shop shop;
  private final SeededRandom random;
  private final Visitor visitor;
  private final String session;
  private final Walk walk;
  private String referrer;
  private String previousPage;
  private PageRequest at;
  private Answer answer;
  private Stay stay;
  private long shown;

  /** 0: the view or error, then the interactions, then the leave. */
  private int done;

  private long due;

  /** Its page is asked for at that time, in microseconds. */
  private Visit(Shop shop, Walk walk, SeededRandom random, long requested) {
    this.shop = shop;
    this.random = random;
    this.walk = walk;
    this.visitor = shop.visitors().pick(random);
    this.session = random.id();
    this.referrer = shop.visitors().referrer(random);
    request(requested);
  }

  /** One that begins then. */
  static Visit beginning(Behaviour behaviour, Shop shop, SeededRandom random, long micros) {
    return new Visit(shop, Walk.begin(behaviour, shop, random), random, micros);
  }

  /** One that is at that page at that time already, and has some records behind it. */
  static Visit midway(int page, Behaviour behaviour, Shop shop, SeededRandom random, long micros) {
    double passed = random.unit();
    Visit visit = new Visit(shop, Walk.from(page, behaviour, shop, random), random, micros);
    long shift = (long) (passed * (visit.stay.dwellMillis() * MILLI)) + visit.shown - micros;
    visit.shown -= shift;
    visit.due -= shift;
    while (!visit.isOver() && visit.due < micros) {
      visit.moveOn();
    }
    return visit;
  }

  /** When its next record happens, in microseconds since 1970-01-01T00:00:00Z. */
  long micros() {
    return due;
  }

  /** There is no next record. */
  boolean isOver() {
    return at == null;
  }

  /** The next record's row; then moves on to the one after it. */
  Object[] record(ActivityColumns columns) {
    Object[] row = columns.emptyRow();
    Place place = visitor.place();
    row[columns.eventId] = random.id();
    row[columns.eventTime] = due;
    row[columns.site] = shop.site().host();
    row[columns.userId] = visitor.userId();
    row[columns.sessionId] = session;
    row[columns.page] = at.path();
    row[columns.country] = place.country();
    row[columns.region] = place.region();
    row[columns.city] = place.city();
    row[columns.latitude] = place.latitude();
    row[columns.longitude] = place.longitude();
    row[columns.userAgent] = visitor.userAgent();
    EventType type;
    if (done == 0) {
      type = answer.isError() ? EventType.ERROR : EventType.PAGE_VIEW;
      row[columns.previousPage] = previousPage;
      row[columns.responseTime] = answer.responseMillis();
      row[columns.statusCode] = answer.status();
      row[columns.bytes] = answer.bytes();
      row[columns.referrer] = referrer;
    } else if (done <= stay.interactions().size()) {
      Interaction interaction = stay.interactions().get(done - 1);
      type = interaction.type();
      row[columns.section] = interaction.section();
      row[columns.element] = interaction.element();
    } else {
      type = EventType.PAGE_LEAVE;
      row[columns.timeOnPage] = stay.dwellMillis();
    }
    row[columns.eventType] = type.label();
    moveOn();
    return row;
  }

  private void moveOn() {
    int interactions = stay.interactions().size();
    if (done > interactions) {
      leave();
      return;
    }
    done++;
    long after =
        done <= interactions ? stay.interactions().get(done - 1).afterMillis() : stay.dwellMillis();
    due = shown + after * MILLI;
  }

  private void leave() {
    previousPage = at.path();
    referrer = shop.paths().url(at.number(), at.product());
    request(due);
  }

  private void request(long micros) {
    at = walk.next();
    if (at != null) {
      answer = at.page().answer(random);
      stay = walk.stay(answer.status());
      shown = micros + answer.responseMillis() * MILLI;
      due = shown;
      done = 0;
    }
  }
}
