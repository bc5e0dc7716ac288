package io.millrace.ingest.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** The tag as it is served, run in a page that records what it sends. */
class TagTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Feed activity = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private Context context;
  private ScriptableObject page;

  @BeforeEach
  void openPage() throws IOException {
    context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    page = context.initStandardObjects();
    run(resource("page.js"));
  }

  @AfterEach
  void closePage() {
    Context.exit();
  }

  @Test
  void aPageViewSaysWhereTheVisitorCameFromWithinTheSite() throws IOException {
    load();

    JsonNode view = leave().get(0);

    assertThat(view.path("event_type").asText()).isEqualTo("page_view");
    assertThat(view.path("site").asText()).isEqualTo("shop.example");
    assertThat(view.path("page").asText()).isEqualTo("/products");
    assertThat(view.path("previous_page").asText()).isEqualTo("/home");
    assertThat(view.path("referrer").asText()).isEqualTo("http://shop.example/home?x=1");
  }

  @Test
  void whatItSendsIsActivityAsTheFeedDeclaresIt() throws IOException {
    load();
    run("happen('click', {target: button}); seen([{isIntersecting: true, target: section}]);");
    run("clock += 4000; window.history.pushState(null, '', '/cart');");

    List<JsonNode> events = leave();

    assertThat(events)
        .extracting(e -> e.path("event_type").asText())
        .containsExactly(
            "page_view", "click", "section_view", "page_leave", "page_view", "page_leave");
    RecordDecoder decoder = new RecordDecoder(activity);
    assertThat(events)
        .allSatisfy(
            e ->
                assertThat(decoder.decode(e.toString().getBytes(UTF_8), 1_767_225_600_000L))
                    .isInstanceOf(Valid.class));
    assertThat(events).extracting(e -> e.path("event_id").asText()).doesNotHaveDuplicates();
    assertThat(run("sent[0].url")).isEqualTo("http://collect.example/v1/activity");
  }

  @Test
  void aClickIsToldWithItsSectionAndElementAndOneOutsideOfBothIsNot() throws IOException {
    load();
    run("happen('click', {target: button}); happen('click', {target: plain});");

    List<JsonNode> clicks = ofType("click", leave());

    assertThat(clicks).hasSize(1);
    assertThat(clicks.get(0).path("section").asText()).isEqualTo("product_list");
    assertThat(clicks.get(0).path("element").asText()).isEqualTo("add_to_cart");
  }

  @Test
  void timeOnPageIsThatOfThePageThatWasLeftAndOnlyWhileItWasVisible() throws IOException {
    load();
    run("clock += 3000; window.history.pushState(null, '', '/cart'); clock += 500;");
    run("document.visibilityState = 'hidden'; happen('visibilitychange'); clock += 60000;");
    run("document.visibilityState = 'visible'; happen('visibilitychange'); clock += 200;");

    List<JsonNode> leaves = ofType("page_leave", leave());

    assertThat(leaves)
        .extracting(e -> e.path("page").asText() + " " + e.path("time_on_page_ms").asLong())
        .containsExactly("/products 3000", "/cart 500", "/cart 200");
  }

  @Test
  void aVisitorAndASessionLastOverPagesAndASessionEndsAfterHalfAnHour() throws IOException {
    load();
    run("clock += 29 * 60 * 1000; window.history.pushState(null, '', '/cart');");
    run("clock += 31 * 60 * 1000; window.history.pushState(null, '', '/checkout');");

    List<JsonNode> views = ofType("page_view", leave());

    assertThat(views)
        .extracting(e -> e.path("user_id").asText())
        .hasSize(3)
        .containsOnly(views.get(0).path("user_id").asText());
    assertThat(views.get(1).path("session_id")).isEqualTo(views.get(0).path("session_id"));
    assertThat(views.get(2).path("session_id")).isNotEqualTo(views.get(0).path("session_id"));
  }

  @Test
  void whoAsksNotToBeTrackedIsNotCountedUnlessTheSiteSaysSo() throws IOException {
    run("window.navigator.doNotTrack = '1';");
    load();
    assertThat(leave()).isEmpty();

    run("document.currentScript.attributes['data-respect-dnt'] = 'false';");
    load();
    assertThat(leave()).isNotEmpty();
  }

  private void load() throws IOException {
    run(resource("tag.js"));
  }

  /** Leaves the page; gives everything that was sent until then. */
  private List<JsonNode> leave() throws IOException {
    run("happen('pagehide');");
    List<JsonNode> events = new ArrayList<>();
    String sent = (String) run("sent.map(function (s) { return s.text; }).join('\\n')");
    for (String line : sent.lines().toList()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  private static List<JsonNode> ofType(String type, List<JsonNode> events) {
    return events.stream().filter(e -> e.path("event_type").asText().equals(type)).toList();
  }

  private Object run(String script) {
    return context.evaluateString(page, script, "page", 1, null);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TagTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
