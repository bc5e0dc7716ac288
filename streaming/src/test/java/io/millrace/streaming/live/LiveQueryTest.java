package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.model.streaming.QueryState;
import io.millrace.streaming.TestSpark;
import io.millrace.streaming.live.FolderTopic.Sent;
import io.millrace.streaming.live.StoppedStore.DriverStopped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveQueryTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** By feed, how many events the seeded day has too late, over all views. */
  private static final Map<String, Long> LATE =
      Map.of("activity", 6L, "orders", 1L, "transactions", 2L);

  private static final Map<String, List<String>> VIEWS =
      Map.of(
          "activity", List.of("page_activity", "section_activity", "navigation", "geography"),
          "orders", List.of("order_windows"),
          "transactions", List.of("transaction_windows"));

  private static SparkSession spark;

  @TempDir private Path root;

  @BeforeAll
  static void startSpark() {
    spark = TestSpark.session();
  }

  @ParameterizedTest
  @ValueSource(strings = {"activity", "orders", "transactions"})
  void theTablesOfASeededDayAreThoseOfTheHand(String feed) throws Exception {
    // given
    LiveFeed day = new LiveFeed(spark, root, feed, 1);
    LiveQuery driver = day.driver();

    // when
    for (List<Sent> step : SeededDay.steps(feed)) {
      day.topic().send(step);
      await().atMost(SOON).until(() -> day.hasReadAll(driver));
    }

    // then
    assertThat(driver.status().late()).isEqualTo(LATE.get(feed));
    await().atMost(SOON).until(() -> day.hasReadAll(driver) && driver.status().stateRows() > 0);
    driver.stop();
    assertIsTheDay(day, feed);
    assertThat(day.live().files().names(day.live().paths().scratch())).isEmpty();
  }

  @Test
  void eachWindowIsThereOnceWhereverADriverIsStopped() throws Exception {
    boolean stopped = true;
    for (int moment = 0; stopped; moment += 8) {
      // given
      LiveFeed day = new LiveFeed(spark, root.resolve("stopped-" + moment), "activity", 1);
      for (List<Sent> step : SeededDay.steps("activity")) {
        day.topic().send(step);
      }
      StoppedStore dying = new StoppedStore(moment);

      // when
      runToTheEnd(day, dying);
      stopped = dying.stopped();
      runToTheEnd(day, new StoppedStore(Integer.MAX_VALUE));

      // then
      assertIsTheDay(day, "activity");
    }
  }

  @Test
  void aDriverWhoseViewsAnotherHasTakenOverEndsAndCommitsNothing() throws Exception {
    // given
    LiveFeed day = new LiveFeed(spark, root, "orders", 1);
    LiveQuery zombie = day.driver();
    LiveQuery successor = day.driver();

    // when
    SeededDay.steps("orders").forEach(day.topic()::send);
    await().atMost(SOON).until(() -> day.hasReadAll(successor));
    successor.stop();
    await()
        .atMost(SOON)
        .until(
            () -> {
              day.hasReadAll(zombie);
              return zombie.status().state() == QueryState.STOPPED;
            });
    zombie.stop();

    // then
    assertIsTheDay(day, "orders");
    assertThat(zombie.status().lastError()).contains("another driver");
  }

  @Test
  void aDriverThatRunsFollowsAnOrderToDropDays() throws Exception {
    // given final windows of a day, and a driver that starts long after
    LiveFeed day = new LiveFeed(spark, root, "orders", 1);
    LiveQuery driver = day.driver();
    SeededDay.steps("orders").forEach(day.topic()::send);
    await().atMost(SOON).until(() -> day.hasReadAll(driver));
    driver.stop();
    assertThat(day.live().registered()).isNotEmpty();
    day.live().rules("{\"zones\": {\"live\": \"P31D\"}}", "{\"holds\": []}");
    day.live().order();
    day.advance(Duration.ofDays(40));

    // when
    LiveQuery later = day.driver();

    // then
    await()
        .atMost(SOON)
        .until(
            () -> {
              day.hasReadAll(later);
              return !day.live().files().exists(day.live().paths().dropOrder());
            });
    later.stop();
    assertThat(day.live().registered()).isEmpty();
  }

  @Test
  void aNewDeclarationIsTakenUpAndNoWindowIsLostOrDoubled() throws Exception {
    // given
    LiveFeed day = new LiveFeed(spark, root, "transactions", 1);
    LiveQuery driver = day.driver();
    List<List<Sent>> steps = SeededDay.steps("transactions");
    day.topic().send(steps.get(0));
    await().atMost(SOON).until(() -> day.hasReadAll(driver));

    // when
    day.declare(2);
    await().atMost(SOON).until(() -> day.hasReadAll(driver));
    for (List<Sent> step : steps.subList(1, steps.size())) {
      day.topic().send(step);
      await().atMost(SOON).until(() -> day.hasReadAll(driver));
    }
    driver.stop();

    // then
    assertIsTheDay(day, "transactions");
  }

  @Test
  void replayedRecordsAreInNoWindow() throws Exception {
    // given
    LiveFeed day = new LiveFeed(spark, root, "transactions", 1);
    LiveQuery driver = day.driver();

    // when
    for (List<Sent> step : SeededDay.steps("transactions")) {
      day.topic().send(step.stream().map(s -> new Sent(0, s.value(), true)).toList());
      day.topic().send(step);
      await().atMost(SOON).until(() -> day.hasReadAll(driver));
    }
    driver.stop();

    // then
    assertIsTheDay(day, "transactions");
  }

  private static void runToTheEnd(LiveFeed day, StoppedStore store) throws Exception {
    try {
      LiveQuery driver = day.driver(store::around);
      try {
        await().atMost(SOON).until(() -> day.hasReadAll(driver));
      } finally {
        driver.stop();
      }
    } catch (DriverStopped e) {
      // another driver goes on
    }
  }

  private static void assertIsTheDay(LiveFeed day, String feed) {
    for (String view : VIEWS.get(feed)) {
      List<String> expected = SeededDay.expected(view);
      assertThat(SeededDay.of(view, day.table(view)))
          .as(view)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(day.finals().stream().filter(r -> r.key().startsWith(view + "|")))
          .as("%s on live-metrics", view)
          .hasSizeGreaterThanOrEqualTo(expected.size());
    }
  }
}
