package io.millrace.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.health.HealthView;
import io.millrace.model.live.LiveMetricJson;
import io.millrace.model.streaming.QueryState;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedHealthTest {

  @TempDir private Path root;
  private LocalHealth local;

  @BeforeEach
  void anEmptyLog() throws Exception {
    local = new LocalHealth(root);
  }

  @Test
  void aWindowIsToldWhileItChangesAndCommittedOnceWhenItIsFinal() throws Exception {
    // given a batch that readers see
    FeedHealth health = local.start();
    local.land(0, 5, 100);

    // when
    local.at(6);
    health.tick();

    // then it is told and not final
    assertThat(local.metrics())
        .singleElement()
        .satisfies(
            json ->
                assertThat(json)
                    .contains(LiveMetricJson.SCHEMA, "\"final\":false", "\"feed\":\"rides\"")
                    .contains("\"records\":100", "\"records_per_second\":10.0"));
    assertThat(local.committed()).isEmpty();

    // when its time has passed and nothing is left to read
    local.at(75);
    health.tick();

    // then it is in the table, with the empty windows that followed it
    assertThat(local.metrics()).filteredOn(json -> json.contains("\"final\":true")).hasSize(7);
    assertThat(local.committed())
        .extracting(row -> column(row, "records"))
        .containsExactly(100L, 0L, 0L, 0L, 0L, 0L, 0L);
    assertThat(health.status().state()).isEqualTo(QueryState.RUNNING);
    health.stop();
    assertThat(local.committed()).hasSize(7);
  }

  @Test
  void aWindowStaysOpenWhileItsTopicHasRecordsThatWereNotRead() throws Exception {
    FeedHealth health = local.start();
    local.land(0, 5, 100);
    local.produceUnread(1);

    local.at(300);
    health.tick();
    health.stop();

    assertThat(local.committed()).isEmpty();
  }

  @Test
  void eachWindowIsInTheTableOnceWhereverTheDriverIsKilled() throws Exception {
    // given drivers that are killed again and again, now before a commit and now after it
    FeedHealth health = local.start();
    for (long batch = 0; batch < 40; batch++) {
      local.land(batch * 7, batch * 7 + 3, 10 + batch);
      local.at(batch * 7 + 4);
      health.tick();
      if (batch % 5 == 4) {
        health = local.start();
      }
    }

    // when
    local.at(400);
    health.tick();
    health.stop();

    // then
    assertThat(local.committed())
        .extracting(row -> (Long) row[0] / 1_000_000)
        .containsExactlyElementsOf(
            LongStream.range(0, 39)
                .map(i -> LocalHealth.START.getEpochSecond() + i * 10)
                .boxed()
                .toList());
    assertThat(local.committed().stream().mapToLong(row -> (Long) column(row, "records")).sum())
        .isEqualTo(LongStream.range(0, 40).map(batch -> 10 + batch).sum());
  }

  @Test
  void withoutALogItBeginsWithTheNextWindowAndWhatWasLandedBeforeIsNotTold() throws Exception {
    // given
    local.land(0, 5, 100);
    local.at(13);
    FeedHealth health = local.start();

    // when
    local.land(21, 25, 7);
    local.at(200);
    health.tick();

    // then
    assertThat(local.committed().get(0)[0])
        .isEqualTo(LocalHealth.micros(LocalHealth.START.plusSeconds(20)));
    assertThat(column(local.committed().get(0), "records")).isEqualTo(7L);
  }

  @Test
  void theDelayIsThatToTheReaders() throws Exception {
    // given records of second 2, read at second 5 and visible at second 6
    FeedHealth health = local.start();
    local.land(2, 5, 10);

    local.at(100);
    health.tick();

    assertThat((Long) column(local.committed().get(0), "delay_p50_ms")).isBetween(4_000L, 4_500L);
  }

  private static Object column(Object[] row, String name) {
    List<String> names =
        HealthView.SHAPE.table().columns().stream().map(column -> column.name()).toList();
    return row[names.indexOf(name)];
  }
}
