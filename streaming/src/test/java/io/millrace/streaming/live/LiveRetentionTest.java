package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.FieldType;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.landing.TooOldRows;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.FencedException;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.live.StoppedStore.DriverStopped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live days that are kept no longer, on 2026-01-01: with P31D those before 2025-12-01. */
class LiveRetentionTest {

  private static final String OLD = "2025-11-30";
  private static final String KEPT = "2025-12-01";
  private static final String TODAY = "2026-01-01";
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String NO_HOLD = "{\"holds\": []}";
  private static final String LIMITED = "{\"zones\": {\"live\": \"P31D\"}}";

  private static final LiveTable SCORES = table("scores");
  private static final LiveTable ALERTS = table("alerts");

  @TempDir private Path root;
  private LocalLive live;
  private int commits;

  @BeforeEach
  void setUp() throws Exception {
    live = new LocalLive(root, "fraud");
    live.rules(LIMITED, NO_HOLD);
  }

  @Test
  void daysThatAreKeptNoLongerLeaveReadersAndAreToldOnce() {
    // given
    LiveCommitter committer = open("first");
    commit(committer, row(SCORES, OLD), row(SCORES, KEPT), row(ALERTS, OLD), row(ALERTS, TODAY));
    live.order();

    // when
    committer.drop();

    // then
    assertThat(live.registered())
        .containsOnlyKeys("live.scores/" + KEPT + "/10", "live.alerts/" + TODAY + "/10");
    assertThat(last().kind()).isEqualTo(Kind.DROP);
    assertThat(last().liveKeptFrom()).containsOnlyKeys("live.scores", "live.alerts");
    assertThat(last().liveKeptFrom()).containsEntry("live.scores", KEPT);
    assertThat(committer.rebuildFrom()).isEqualTo(offsets());
    assertThat(live.files().visible(live.paths().live("scores", OLD, "10")))
        .as("what queries are reading")
        .hasSize(1);
    assertThat(told())
        .hasSize(2)
        .allMatch(row -> row.contains("live: P31D") && row.contains("\"run-1\""))
        .anyMatch(row -> row.contains("\"table_name\":\"live.scores\""))
        .anyMatch(row -> row.contains("\"table_name\":\"live.alerts\""));

    // when the order was followed
    long seq = last().seq();
    committer.drop();

    // then
    assertThat(live.files().exists(live.paths().dropOrder())).isFalse();
    assertThat(last().seq()).isEqualTo(seq);
    assertThat(told()).hasSize(2);
  }

  @Test
  void withoutAnOrderOrAPeriodNothingIsDropped() {
    LiveCommitter committer = open("first");
    commit(committer, row(SCORES, OLD));

    committer.drop();
    live.rules("{\"tables\": {\"live.scores\": \"forever\"}}", NO_HOLD);
    live.order();
    committer.drop();

    assertThat(live.registered()).hasSize(1);
    assertThat(last().kind()).isEqualTo(Kind.BATCH);
    assertThat(live.files().exists(live.paths().dropOrder())).isFalse();
  }

  @Test
  void anOrderThatWasGivenByOtherRulesThanAreDeployedIsNotFollowed() {
    LiveCommitter committer = open("first");
    commit(committer, row(SCORES, OLD));
    live.order();
    live.rules(
        LIMITED, "{\"holds\": [{\"tables\": [\"live.scores\"], \"reason\": \"since then\"}]}");

    committer.drop();

    assertThat(live.registered()).hasSize(1);
    assertThat(live.files().exists(live.paths().dropOrder())).isFalse();
  }

  @Test
  void whatIsHeldStaysWithAllThatCameAfterItAndIsTold() {
    // given
    LiveCommitter committer = open("first");
    commit(
        committer,
        row(SCORES, "2025-10-01"),
        row(SCORES, "2025-11-01"),
        row(SCORES, OLD),
        row(ALERTS, OLD));
    live.rules(
        LIMITED,
        """
        {"holds": [{"tables": ["live.scores"], "from": "2025-11-01", "to": "2025-11-01", "reason": "a case"}]}
        """);
    live.order();

    // when
    committer.drop();
    committer.drop();

    // then
    assertThat(live.registered())
        .containsOnlyKeys("live.scores/2025-11-01/10", "live.scores/" + OLD + "/10");
    assertThat(told()).filteredOn(row -> row.contains("\"dropped\"")).hasSize(2);
    assertThat(told())
        .filteredOn(row -> row.contains("\"held\""))
        .hasSize(2)
        .allMatch(row -> row.contains("a case"));
  }

  @Test
  void aRowOfADroppedDayIsCountedAndMakesTheDayNotAnewWhoeverCommits() {
    // given
    LiveCommitter committer = open("first");
    commit(committer, row(SCORES, OLD), row(SCORES, TODAY));
    live.order();
    committer.drop();
    live.rules("{\"zones\": {\"live\": \"P3650D\"}}", NO_HOLD);

    // when
    LiveCommitter successor = open("second");
    commit(
        successor,
        row(SCORES, OLD),
        row(SCORES, OLD),
        row(SCORES, "2010-12-01"),
        row(SCORES, KEPT));

    // then
    assertThat(live.registered())
        .containsOnlyKeys("live.scores/" + KEPT + "/10", "live.scores/" + TODAY + "/10");
    assertThat(last().rowsLanded()).isEqualTo(1);
    assertThat(last().tooOld())
        .containsExactly(
            new TooOldRows("live.scores", "2010-12-01", 1), new TooOldRows("live.scores", OLD, 2));
    assertThat(successor.tooOld()).isEqualTo(3);

    // when all of a commit is of such days
    commit(successor, row(SCORES, OLD));

    // then
    assertThat(last().rowsLanded()).isZero();
    assertThat(last().tooOld()).containsExactly(new TooOldRows("live.scores", OLD, 1));
    assertThat(successor.finalUntil()).contains(NOW.plusSeconds(commits));
    assertThat(live.registered()).hasSize(2);
  }

  @Test
  void whereverADriverDiesItsSuccessorFinishesAndAllIsToldOnce() throws Exception {
    boolean stopped = true;
    for (int moment = 0; stopped; moment++) {
      // given
      live = new LocalLive(root.resolve("stopped-" + moment), "fraud");
      commits = 0;
      live.rules(LIMITED, NO_HOLD);
      commit(open("earlier"), row(SCORES, OLD), row(SCORES, TODAY), row(ALERTS, OLD));
      live.order();
      StoppedStore dying = new StoppedStore(moment);

      // when
      try {
        open(dying.around(live.store()), "first").drop();
      } catch (DriverStopped e) {
        // its successor goes on below
      }
      stopped = dying.stopped();
      LiveCommitter successor = open("second");
      successor.drop();
      successor.drop();
      commit(successor, row(SCORES, OLD), row(SCORES, TODAY));

      // then
      assertThat(live.registered())
          .as("stopped at moment %d", moment)
          .isEqualTo(Map.of("live.scores/" + TODAY + "/10", 2L));
      assertThat(told()).as("stopped at moment %d", moment).hasSize(2);
      assertThat(records().filter(record -> record.kind() == Kind.DROP))
          .as("stopped at moment %d", moment)
          .hasSize(1);
      assertThat(last().tooOld()).containsExactly(new TooOldRows("live.scores", OLD, 1));
    }
  }

  @Test
  void aDriverWhoseLogAnotherHasTakenDropsNothing() {
    LiveCommitter zombie = open("first");
    commit(zombie, row(SCORES, OLD));
    live.order();
    open("second");

    assertThatThrownBy(zombie::drop).isInstanceOf(FencedException.class);

    assertThat(live.registered()).hasSize(1);
    assertThat(live.files().exists(live.paths().dropOrder())).isTrue();
  }

  @Test
  void filesGoAfterTheGraceUnlessTheDayWasBroughtBack() {
    // given
    LiveCommitter committer = open("first");
    commit(committer, row(SCORES, OLD));
    CommitRecord committed = last();
    commit(committer, row(SCORES, "2025-11-01"), row(ALERTS, TODAY));
    live.order();
    committer.drop();
    live.registered().put("live.scores/" + OLD + "/10", committed.rowsLanded());

    // when, then
    sweep(Instant.now().plus(LocalLive.GRACE).minusSeconds(60));
    assertThat(live.files().exists(live.paths().liveDay("scores", "2025-11-01"))).isTrue();
    sweep(Instant.now().plus(LocalLive.GRACE).plusSeconds(60));
    assertThat(live.files().exists(live.paths().liveDay("scores", "2025-11-01"))).isFalse();
    assertThat(live.files().exists(live.paths().liveDay("scores", OLD))).isTrue();
    assertThat(live.files().exists(live.paths().liveDay("alerts", TODAY))).isTrue();
    assertThat(live.files().names(live.paths().root() + "/ops/replaced/live.fraud")).isEmpty();
  }

  @Test
  void aLogWhoseTableOthersShareDropsItsOwnPartOfIt() {
    LandingPaths shared = LandingPaths.liveShared(live.paths().root(), "health_orders");

    assertThat(shared.liveDay("feed_health", OLD))
        .endsWith("/live/feed_health/log=health_orders/dt=" + OLD);
    assertThat(shared.dropOrder()).endsWith("/ops/live/health_orders/drop_order");
    assertThat(shared.logName()).isEqualTo("live.health_orders");
  }

  private void sweep(Instant now) {
    live.log(live.store(), List.of(SCORES, ALERTS), Clock.fixed(now, ZoneOffset.UTC))
        .retention()
        .sweep();
  }

  private LiveCommitter open(String attempt) {
    return open(live.store(), attempt);
  }

  private LiveCommitter open(LandingStore store, String attempt) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return LiveCommitter.open(
        live.log(store, List.of(SCORES, ALERTS), clock), new Configuration(), clock, attempt);
  }

  private void commit(LiveCommitter committer, LiveRow... rows) {
    commits++;
    committer.commit(List.of(rows), NOW.plusSeconds(commits), offsets());
  }

  private static List<TopicOffset> offsets() {
    return List.of(new TopicOffset("scores", 0, 70));
  }

  private CommitRecord last() {
    return live.store().last().orElseThrow();
  }

  private Stream<CommitRecord> records() {
    return new HdfsLandingStore(live.files(), live.paths(), live.catalog(), Clock.systemUTC())
        .records();
  }

  private List<String> told() {
    return live.files().visible(live.paths().retentionLog(TODAY)).stream()
        .flatMap(file -> live.files().read(file.getPath().toString()).orElseThrow().lines())
        .toList();
  }

  private static LiveTable table(String name) {
    return new LiveTable(
        name,
        "Payments",
        List.of(new LiveColumn("event_time", FieldType.TIMESTAMP, "When it was made")));
  }

  /** A row at ten of a day. */
  private static LiveRow row(LiveTable table, String dt) {
    long micros =
        ChronoUnit.MICROS.between(
            Instant.EPOCH, Instant.parse(dt + "T00:00:00Z").plus(Duration.ofHours(10)));
    return new LiveRow(table, micros, new Object[] {micros});
  }
}
