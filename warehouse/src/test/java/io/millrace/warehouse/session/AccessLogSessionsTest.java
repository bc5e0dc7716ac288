package io.millrace.warehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known figures of the bundled access log, however its days are grouped into runs. */
class AccessLogSessionsTest {

  private static final List<LocalDate> DAYS =
      LocalDate.parse("2015-05-17").datesUntil(LocalDate.parse("2015-05-21")).toList();
  private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(24));
  private static final ClosedHours NONE_CLOSED = new ClosedHours(List.of(), List.of());

  private static FixedDays log;

  @BeforeAll
  static void readLog() {
    log = new FixedDays(AccessLog.rows());
  }

  @Test
  void halfAnHourOfIdlenessGives3052Sessions() {
    assertThat(sessions(DAYS, Duration.ofMinutes(30), DAY)).hasSize(3_052);
  }

  @Test
  void twoHoursOfIdlenessWithoutMaximumGive2308SessionsOf298843SecondsAtMost() {
    List<Row> sessions = sessions(DAYS, Duration.ofHours(2), Optional.empty());

    assertThat(sessions).hasSize(2_308);
    assertThat(sessions.stream().filter(AccessLogSessionsTest::crossesMidnight)).hasSize(27);
    assertThat(sessions.stream().mapToLong(s -> s.getAs("duration_seconds")).max())
        .hasValue(298_843);
    assertThat(sessions.stream().mapToLong(s -> s.getAs("events")).sum()).isEqualTo(10_000);
  }

  @Test
  void twoHoursOfIdlenessWithOneDayAsMaximumGive2316Sessions() {
    assertThat(sessions(DAYS, Duration.ofHours(2), DAY)).hasSize(2_316);
  }

  @ParameterizedTest
  @CsvSource({"PT2H,", "PT2H,PT24H", "PT30M,PT24H"})
  void singleDaysInAnyOrderGiveWhatTheRangeGives(Duration gap, Duration max) {
    Optional<Duration> longest = Optional.ofNullable(max);
    List<Row> range = sessions(DAYS, gap, longest);

    List<Row> single = new ArrayList<>();
    for (LocalDate day : List.of(DAYS.get(3), DAYS.get(0), DAYS.get(2), DAYS.get(1))) {
      single.addAll(sessions(List.of(day), gap, longest));
    }

    assertThat(texts(single)).containsExactlyInAnyOrderElementsOf(texts(range));
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(Row::toString).toList();
  }

  private static boolean crossesMidnight(Row session) {
    return !session
        .getTimestamp(session.fieldIndex("session_end"))
        .toInstant()
        .toString()
        .startsWith(session.getAs("dt"));
  }

  private static List<Row> sessions(List<LocalDate> days, Duration gap, Optional<Duration> max) {
    try (SessionCuration curation =
        new SessionCuration(TestSpark.session(), new SessionRule(gap, max), log)) {
      return curation.sessions(log.of(days), days, NONE_CLOSED).collectAsList();
    }
  }
}
