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
    assertThat(texts(dayByDay(Duration.ofHours(2), Optional.empty())))
        .containsExactlyInAnyOrderElementsOf(texts(sessions));
  }

  @Test
  void twoHoursOfIdlenessWithOneDayAsMaximumGive2316Sessions() {
    List<Row> sessions = sessions(DAYS, Duration.ofHours(2), DAY);

    assertThat(sessions).hasSize(2_316);
    assertThat(texts(dayByDay(Duration.ofHours(2), DAY)))
        .containsExactlyInAnyOrderElementsOf(texts(sessions));
  }

  /** Each day in a run of its own, in no particular order. */
  private static List<Row> dayByDay(Duration gap, Optional<Duration> max) {
    List<Row> sessions = new ArrayList<>();
    for (LocalDate day : List.of(DAYS.get(3), DAYS.get(0), DAYS.get(2), DAYS.get(1))) {
      sessions.addAll(sessions(List.of(day), gap, max));
    }
    return sessions;
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
    return new SessionCuration(TestSpark.session(), new SessionRule(gap, max), log)
        .sessions(log.of(days), days, NONE_CLOSED)
        .collectAsList();
  }
}
