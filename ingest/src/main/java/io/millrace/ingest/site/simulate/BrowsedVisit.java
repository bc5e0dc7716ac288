package io.millrace.ingest.site.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.EventType;
import io.millrace.ingest.site.FunnelCount;
import io.millrace.ingest.site.Interaction;
import io.millrace.ingest.site.PageRequest;
import io.millrace.ingest.site.Place;
import io.millrace.ingest.site.Shop;
import io.millrace.ingest.site.Stay;
import io.millrace.ingest.site.Visitor;
import io.millrace.ingest.site.Walk;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

/**
 * One visit over HTTP: asks the site for pages, stays on them, tells the tag what happens, until
 * the visitor leaves. Lives on the loop's thread.
 */
final class BrowsedVisit {
  /** What a request counts as that got no answer at all. */
  private static final int NO_ANSWER = 599;

  private final Shop shop;
  private final Visitor visitor;
  private final Walk walk;
  private final Browser browser;
  private final Tag tag;
  private final SimulationLoop loop;
  private final SimulationCounts counts;
  private final FunnelCount.Progress funnel;
  private final SeededRandom random;
  private final Clock clock;
  private final Runnable ended;
  private String referrer;
  private PageRequest before;
  private PageRequest at;
  private Received shown;
  private long shownNanos;
  private boolean over;

  /** What a visit needs from the simulation. */
  record Surroundings(
      SimulationLoop loop, SimulationCounts counts, FunnelCount funnel, Clock clock) {}

  /**
   * A visit that has not begun.
   *
   * @param random the visit's own
   * @param ended called once, when the visitor has left by himself
   */
  BrowsedVisit(
      Surroundings surroundings,
      Shop shop,
      Visitor visitor,
      Walk walk,
      Browser browser,
      Tag tag,
      SeededRandom random,
      Runnable ended) {
    this.loop = surroundings.loop();
    this.counts = surroundings.counts();
    this.funnel = surroundings.funnel().begin();
    this.clock = surroundings.clock();
    this.shop = shop;
    this.visitor = visitor;
    this.walk = walk;
    this.browser = browser;
    this.tag = tag;
    this.random = random;
    this.ended = ended;
    this.referrer = shop.visitors().referrer(random);
  }

  void begin() {
    counts.visits.incrementAndGet();
    ask();
  }

  /** Whether the visitor is still there. */
  boolean isUnderWay() {
    return !over;
  }

  /** Closes the page at once, whatever the visitor had in mind. */
  void breakOff() {
    if (!over && shown != null) {
      long nanos = System.nanoTime() - shownNanos;
      leavePage((long) (nanos / 1e6 * loop.speed()));
    }
    over = true;
    tag.visitorLeft();
  }

  private void ask() {
    before = at;
    at = walk.next();
    shown = null;
    if (at == null) {
      over = true;
      tag.visitorLeft();
      ended.run();
      return;
    }
    CompletableFuture<Received> asked = browser.ask(at, before, referrer);
    loop.whenDone(asked, this::arrived);
  }

  private void arrived(Received received) {
    if (over) {
      return;
    }
    int status = received == null ? NO_ANSWER : received.status();
    funnel.got(at.number(), status);
    shown = received;
    shownNanos = System.nanoTime();
    if (received == null) {
      counts.unanswered.incrementAndGet();
    } else {
      counts.answers.incrementAndGet();
      browser.keep(received);
      view(received);
    }
    act(walk.stay(status), 0, 0);
  }

  private void view(Received received) {
    EventType type = EventType.PAGE_VIEW;
    if (received.status() >= 400) {
      counts.errors.incrementAndGet();
      type = EventType.ERROR;
    }
    ObjectNode record = record(type);
    if (before != null) {
      record.put("previous_page", before.path());
    }
    if (referrer != null) {
      record.put("referrer", referrer);
    }
    record.put("response_time_ms", (long) (received.millis() * loop.speed()));
    record.put("status_code", received.status());
    record.put("bytes", received.bytes());
    tag.send(type, record.toString());
  }

  /** Does the interactions from that number on, each at its time, and then goes on. */
  private void act(Stay stay, int number, long passedMillis) {
    if (number == stay.interactions().size()) {
      loop.after(stay.dwellMillis() - passedMillis, () -> leave(stay));
      return;
    }
    Interaction interaction = stay.interactions().get(number);
    loop.after(
        interaction.afterMillis() - passedMillis,
        () -> {
          if (!over) {
            interact(interaction);
            act(stay, number + 1, interaction.afterMillis());
          }
        });
  }

  private void interact(Interaction interaction) {
    if (!shown.shows(interaction.section(), interaction.element())) {
      counts.missing.incrementAndGet();
      return;
    }
    ObjectNode record = record(interaction.type());
    record.put("section", interaction.section());
    if (interaction.element() != null) {
      record.put("element", interaction.element());
    }
    tag.send(interaction.type(), record.toString());
  }

  private void leave(Stay stay) {
    if (over) {
      return;
    }
    if (shown != null) {
      leavePage(stay.dwellMillis());
    }
    ask();
  }

  private void leavePage(long shownMillis) {
    ObjectNode record = record(EventType.PAGE_LEAVE);
    record.put("time_on_page_ms", shownMillis);
    tag.send(EventType.PAGE_LEAVE, record.toString());
    referrer = shop.paths().url(at.number(), at.product());
  }

  private ObjectNode record(EventType type) {
    Place place = visitor.place();
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("event_id", random.id());
    record.put("event_time", clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
    record.put("site", shop.site().host());
    record.put("user_id", visitor.userId());
    browser.session().ifPresent(id -> record.put("session_id", id));
    record.put("event_type", type.label());
    record.put("page", at.path());
    record.put("country", place.country());
    record.put("region", place.region());
    record.put("city", place.city());
    record.put("latitude", place.latitude());
    record.put("longitude", place.longitude());
    record.put("user_agent", visitor.userAgent());
    return record;
  }
}
