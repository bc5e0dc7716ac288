package io.millrace.ingest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.rule.RuleCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ActivitySourceTest {
  private static final Instant MONDAY = Instant.parse("2024-03-04T00:00:00Z");
  private static final long SECOND = 1_000_000L;

  private final Behaviour behaviour = BehaviourTest.bundled();
  private final Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private final ActivityColumns columns = new ActivityColumns(feed);

  @Property(tries = 10)
  void theSameSeedGivesTheSameRecords(@ForAll long seed) {
    assertThat(texts(source(seed, 50), 2_000)).isEqualTo(texts(source(seed, 50), 2_000));
  }

  @Test
  void anotherSeedGivesOtherIdsAndOtherVisitors() {
    List<Generated> ones = take(source(1, 50), 2_000);
    List<Generated> others = take(source(2, 50), 2_000);

    for (int column : new int[] {columns.eventId, columns.userId, columns.sessionId}) {
      assertThat(values(ones, column)).doesNotContainAnyElementsOf(values(others, column));
    }
  }

  @Property(tries = 10)
  void recordsComeInOrderOfTimeFromTheStartOnWithIdsOfTheirOwn(@ForAll long seed) {
    // when
    List<Generated> records = take(source(seed, 200), 20_000);

    // then
    assertThat(records).extracting(Generated::sendMicros).isSorted();
    assertThat(records)
        .allSatisfy(r -> assertThat(r.row()[columns.eventTime]).isEqualTo(r.sendMicros()));
    assertThat(records.get(0).sendMicros()).isGreaterThanOrEqualTo(micros(MONDAY));
    assertThat(values(records, columns.eventId)).hasSize(records.size());
  }

  @Test
  void everyRecordIsValid() {
    RecordEncoder encoder = new RecordEncoder(feed);
    RuleCheck rules = new RuleCheck(feed);
    for (Generated record : take(source(3, 100), 50_000)) {
      assertThat(rules.check(record.row())).isNull();
      assertThat(encoder.encode(record.row())).isNotEmpty();
    }
  }

  @Test
  void aWeekHasTheMeanRateThatWasAskedForAndTheRhythmOfTheFile() {
    // given
    double perSecond = 2;
    ActivitySource source = source(4, perSecond);
    long start = micros(MONDAY);
    long hour = 3_600 * SECOND;

    // when a week is counted by its hours
    double[] counts = new double[7 * 24];
    double all = 0;
    Generated record = source.next();
    while (record.sendMicros() < start + counts.length * hour) {
      counts[(int) ((record.sendMicros() - start) / hour)]++;
      all++;
      record = source.next();
    }

    // then
    assertThat(all / (counts.length * 3_600)).isCloseTo(perSecond, within(0.02 * perSecond));
    assertThat(sum(counts, 18, 21) / sum(counts, 2, 5)).isCloseTo(50 / 7.0, within(1.0));
    double sunday = sum(counts, 6 * 24, 7 * 24);
    assertThat(sunday / sum(counts, 0, 24)).isCloseTo(1.4, within(0.1));
  }

  @Test
  void theFirstSecondsAreAsBusyAsLaterOnes() {
    // given the same hour, so that the rhythm does not matter
    ActivitySource source = source(5, 1_000);
    long start = micros(MONDAY);

    // when
    double first = countUntil(source, start + 60 * SECOND);
    countUntil(source, start + 600 * SECOND);
    double later = countUntil(source, start + 660 * SECOND);

    // then
    assertThat(first / later).isCloseTo(1.0, within(0.1));
  }

  @Test
  void manyVisitsAreUnderWayAtOnceAndEachOfThemIsOneOrderedStory() {
    // given
    ActivitySource source = source(6, 500);

    // when
    List<Generated> records = take(source, 200_000);

    // then
    assertThat(source.underWay()).isGreaterThan(500);
    Map<Object, List<Generated>> sessions = new HashMap<>();
    records.forEach(
        r -> sessions.computeIfAbsent(r.row()[columns.sessionId], s -> new ArrayList<>()).add(r));
    for (List<Generated> session : sessions.values()) {
      assertThat(values(session, columns.userId)).hasSize(1);
      assertThat(values(session, columns.site)).hasSize(1);
      assertThat(values(session, columns.city)).hasSize(1);
      assertThatPagesFollowEachOther(session);
    }
  }

  @Test
  void allTypesOfEventsOnAllSitesWithTheErrorsOfTheFile() {
    // when
    List<Generated> records = take(source(7, 100), 300_000);

    // then
    assertThat(values(records, columns.eventType))
        .containsExactlyInAnyOrder("page_view", "section_view", "click", "page_leave", "error");
    assertThat(values(records, columns.site)).hasSize(3);
    assertThat(values(records, columns.statusCode)).contains(200, 404, 500);
    double asked = records.stream().filter(r -> r.row()[columns.statusCode] != null).count();
    double failed =
        records.stream().filter(r -> "error".equals(r.row()[columns.eventType])).count();
    assertThat(failed / asked).isBetween(0.003, 0.012);
  }

  private void assertThatPagesFollowEachOther(List<Generated> session) {
    Object page = null;
    for (Generated record : session) {
      Object type = record.row()[columns.eventType];
      boolean arrives = type.equals("page_view") || type.equals("error");
      if (arrives && page != null) {
        assertThat(record.row()[columns.previousPage]).isEqualTo(page);
      } else if (page != null) {
        assertThat(record.row()[columns.page]).isEqualTo(page);
      }
      page = record.row()[columns.page];
    }
  }

  private static double countUntil(ActivitySource source, long end) {
    double count = 1;
    while (source.next().sendMicros() < end) {
      count++;
    }
    return count;
  }

  private static double sum(double[] counts, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }

  private List<String> texts(ActivitySource source, int count) {
    return take(source, count).stream().map(r -> Arrays.toString(r.row())).toList();
  }

  private ActivitySource source(long seed, double perSecond) {
    return new ActivitySource(behaviour, feed, new Timeline(MONDAY, perSecond), seed);
  }

  private static List<Generated> take(ActivitySource source, int count) {
    List<Generated> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(source.next());
    }
    return records;
  }

  private static Set<Object> values(List<Generated> records, int column) {
    Set<Object> values = new HashSet<>();
    for (Generated record : records) {
      if (record.row()[column] != null) {
        values.add(record.row()[column]);
      }
    }
    return values;
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * SECOND;
  }
}
