package io.millrace.ingest.site.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.EventType;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Sites, visitors and a collector that is real but for what stands behind it. What waits for
 * longest does it beside the others.
 */
class SimulationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final double SPEED = 300;

  private final Behaviour behaviour = Behaviour.load(Path.of("../conf/sites.yaml"));
  private final RecordingCollector collector = new RecordingCollector();

  @AfterEach
  void close() {
    collector.close();
  }

  @Test
  void thirtyVisitorsBrowseThreeSitesAndAllThatTheirTagsTellArrivesOnce() throws Exception {
    // given
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
    RecordDecoder decoder = new RecordDecoder(feed);

    // when they have done a good deal, and met the rarest of errors, and all leave
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(3, 10), clock())) {
      await()
          .atMost(PATIENCE)
          .until(() -> collector.taken().size() > 5_000 && values("status_code").contains("404"));
      simulation.stop(STOP);
      report = simulation.report();
    }

    // then nobody was ever missing, nothing was lost, sent twice or malformed
    assertThat(report.leastActive()).isEqualTo(30);
    assertThat(report.mostActive()).isEqualTo(30);
    assertThat(report.visits()).isGreaterThan(30);
    assertThat(report.unanswered()).isZero();
    assertThat(report.missing()).isZero();
    assertThat(report.acknowledged()).isEqualTo(report.records());
    assertThat(collector.taken()).hasSize((int) report.records());
    assertThat(values("event_id")).hasSize((int) report.records());
    assertThat(collector.taken())
        .allSatisfy(
            posted -> {
              assertThat(decoder.decode(posted.line().getBytes(UTF_8), clock().millis()))
                  .isInstanceOf(Valid.class);
              assertThat(posted.json().path("user_agent").asText()).isEqualTo(posted.userAgent());
              assertThat(posted.json().path("session_id").asText()).matches("[0-9a-f]{32}");
            });
    assertThat(values("event_type"))
        .containsExactlyInAnyOrder(
            Stream.of(EventType.values()).map(EventType::label).toArray(String[]::new));
    assertThat(values("site")).hasSize(3);
    assertThat(values("status_code")).contains("200", "404", "500");
    assertThat(values("page")).contains("/home", "/cart", "/checkout", "/confirmation");
    assertThat(values("session_id")).hasSizeGreaterThan(30);
    assertThat(report.errors()).isEqualTo(report.events().get(EventType.ERROR)).isPositive();
  }

  @Test
  void theFunnelOverHttpHasTheShapeOfTheFile() throws Exception {
    // when
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(1, 40), clock())) {
      await().atMost(PATIENCE).until(() -> simulation.report().visits() > 500);
      report = simulation.report();
    }

    // then, visits under way and so unfinished taken into account
    assertThat(report.funnel()).hasSize(4);
    double unfinished = 40.0 / report.visits();
    for (SimulationReport.Step step : report.funnel()) {
      assertThat(step.observed())
          .as(step.page())
          .isCloseTo(step.expected(), within(5 * step.deviation() + unfinished));
    }
  }

  @Test
  void whatTheCollectorPutsOffIsSentAgainAndArrivesOnce() throws Exception {
    // given
    collector.putOffNext(60);

    // when
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(2, 5), clock())) {
      await().atMost(PATIENCE).until(() -> collector.taken().size() > 500);
      simulation.stop(STOP);
      report = simulation.report();
    }

    // then
    assertThat(report.putOff()).isEqualTo(60);
    assertThat(report.dropped()).isZero();
    assertThat(report.waiting()).isZero();
    assertThat(report.acknowledged()).isEqualTo(report.records());
    assertThat(values("event_id")).hasSize((int) report.records());
  }

  @Test
  @Execution(CONCURRENT)
  void withoutACollectorVisitorsGoOnAndTheirTagsKeepOnlySoMuch() throws Exception {
    // given
    collector.close();

    // when
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(1, 2), clock())) {
      await().atMost(PATIENCE).until(() -> simulation.report().records() > 2_000);
      await().atMost(PATIENCE).until(() -> simulation.report().dropped() > 0);
      report = simulation.report();
    }

    // then
    assertThat(report.leastActive()).isEqualTo(2);
    assertThat(report.failedPosts()).isPositive();
    assertThat(report.acknowledged()).isZero();
    assertThat(report.records())
        .isEqualTo(report.acknowledged() + report.refused() + report.dropped() + report.waiting());
  }

  @Test
  void whatTheCollectorRefusesIsCountedAndNotSentAgain() throws Exception {
    // given
    collector.answerWith(400);

    // when
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(1, 3), clock())) {
      await().atMost(PATIENCE).until(() -> simulation.report().refused() > 200);
      simulation.stop(STOP);
      report = simulation.report();
    }

    // then
    assertThat(report.refused()).isEqualTo(report.records());
    assertThat(report.acknowledged()).isZero();
  }

  @Test
  @Execution(CONCURRENT)
  void whatTheCollectorRefusesOfAPostIsCountedApartFromWhatItTook() throws Exception {
    // given
    collector.refuseOfEach(1);

    // when
    SimulationReport report;
    try (Simulation simulation = Simulation.start(behaviour, settings(1, 3), clock())) {
      await().atMost(PATIENCE).until(() -> collector.taken().size() > 20);
      simulation.stop(STOP);
      report = simulation.report();
    }

    // then
    assertThat(report.refused()).isEqualTo(report.posts());
    assertThat(report.acknowledged())
        .isEqualTo(collector.taken().size())
        .isEqualTo(report.records() - report.refused());
  }

  @Test
  void whoIsOnAPageWhenItEndsLeavesIt() throws Exception {
    // given visitors in real time, all of whom are on their first page
    SimulationSettings slow =
        new SimulationSettings(1, 5, collector.address(), 3, Optional.empty(), 1, 0);

    // when
    try (Simulation simulation = Simulation.start(behaviour, slow, clock())) {
      await()
          .atMost(PATIENCE)
          .until(() -> count(EventType.PAGE_VIEW) + count(EventType.ERROR) == 5);
      simulation.stop(STOP);
    }

    // then
    assertThat(count(EventType.PAGE_LEAVE)).isGreaterThanOrEqualTo(5);
    assertThat(
            collector.taken().stream()
                .filter(p -> p.json().path("event_type").asText().equals("page_leave"))
                .map(p -> p.json().path("time_on_page_ms").asLong(-1)))
        .allMatch(millis -> millis >= 0);
  }

  @Test
  void everyWrongSettingIsSaidAtOnceWithItsValue() {
    SimulationSettings wrong =
        new SimulationSettings(
            4, 0, URI.create("ftp://x"), 1, Optional.of(Duration.ZERO), Double.NaN, 8101);

    assertThat(wrong.problems(behaviour))
        .satisfiesExactly(
            p -> assertThat(p).contains("--sites is 4", "1 to 3"),
            p -> assertThat(p).contains("--users is 0", "1 to 1000"),
            p -> assertThat(p).contains("--collector is ftp://x"),
            p -> assertThat(p).contains("--duration is PT0S"),
            p -> assertThat(p).contains("--speed is NaN"));
  }

  private SimulationSettings settings(int sites, int users) {
    return new SimulationSettings(sites, users, collector.address(), 7, Optional.empty(), SPEED, 0);
  }

  private long count(EventType type) {
    return collector.taken().stream()
        .filter(p -> p.json().path("event_type").asText().equals(type.label()))
        .count();
  }

  private Set<String> values(String field) {
    List<RecordingCollector.Posted> taken = collector.taken();
    return taken.stream()
        .filter(p -> p.json().has(field))
        .map(p -> p.json().path(field).asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }
}
