package io.millrace.warehouse.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.funnel.Funnels;
import io.millrace.warehouse.TestSpark;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class SessionCurationTest {

  private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(24));
  private static final ClosedHours NONE_CLOSED = new ClosedHours(List.of(), List.of());

  @Test
  void daysAroundAreReadOnlyAsFarAsAVisitorsChainReaches() {
    FixedDays days =
        new FixedDays(
            AccessLog.of(
                List.of(
                    event("ann", "2015-05-15T23:50:00Z"),
                    event("ann", "2015-05-16T12:00:00Z"),
                    event("ann", "2015-05-16T23:50:00Z"),
                    event("ann", "2015-05-17T00:10:00Z"),
                    event("bob", "2015-05-17T12:00:00Z"),
                    event("bob", "2015-05-18T12:00:00Z"))));

    List<Row> sessions = sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17");

    assertThat(sessions).extracting(s -> s.getAs("user_id")).containsExactly("bob");
    assertThat(days.daysRead()).containsExactly(LocalDate.parse("2015-05-16"));
  }

  @Test
  void aVisitorWhoNeverPausesIsCutAtTheSamePlacesHoweverDaysAreGrouped() {
    // Three weeks of an event every quarter of an hour: no reading back ever finds the beginning.
    Instant start = Instant.parse("2015-04-30T07:05:00Z");
    FixedDays days =
        new FixedDays(
            AccessLog.of(
                IntStream.range(0, 21 * 96)
                    .mapToObj(i -> event("monitor", start.plusSeconds(900L * i).toString()))
                    .toList()));

    List<Row> range = sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17", "2015-05-18");
    List<Row> single = new ArrayList<>();
    single.addAll(sessions(days, Duration.ofMinutes(30), DAY, "2015-05-18"));
    single.addAll(sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17"));

    assertThat(single).containsExactlyInAnyOrderElementsOf(range);
    assertThat(range).hasSize(2);
    assertThat(range).extracting(s -> s.getAs("end_reason")).containsOnly("open");
    assertThat(range).extracting(s -> s.<Long>getAs("events")).containsOnly(96L);
  }

  @Test
  void eventsWithoutUserAreCountedForTheirSessionAndThoseWithNeitherForNobody() {
    FixedDays days =
        new FixedDays(
            AccessLog.of(
                List.of(
                    event(null, "s1", "2015-05-17T10:00:00Z", "/"),
                    event(null, null, "2015-05-17T10:00:00Z", "/"))));

    assertThat(sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17"))
        .extracting(s -> s.getAs("user_id"))
        .containsExactly("s1");
  }

  @Test
  void aSessionIsConvertedWhereAnyOfItsEventsIsAConversion() {
    FixedDays days =
        new FixedDays(
            AccessLog.of(
                List.of(
                    event("ann", "2015-05-17T10:00:00Z", "/paid"),
                    event("ann", "2015-05-17T10:01:00Z", "/"),
                    event("ann", "2015-05-17T12:00:00Z", "/"),
                    event("bob", "2015-05-17T10:00:00Z", "/"),
                    event("bob", "2015-05-17T10:01:00Z", "/paid"),
                    event("bob", "2015-05-17T10:02:00Z", null),
                    event("cem", "2015-05-17T10:00:00Z", null))),
            Funnels.parse(
                    "funnels.yaml",
                    """
                    funnels: []
                    conversions:
                      - {name: paid, where: {event_type: page_view, page: /paid}}
                      - {name: called, where: {event_type: call}}
                    """)
                .conversions());

    assertThat(sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17"))
        .extracting(s -> s.getAs("user_id"), s -> s.getAs("events"), s -> s.getAs("converted"))
        .containsExactlyInAnyOrder(
            tuple("ann", 2L, true),
            tuple("ann", 1L, false),
            tuple("bob", 3L, true),
            tuple("cem", 1L, false));
  }

  @Test
  void aPathEndsAtAThousandPagesButAllAreCounted() {
    Instant start = Instant.parse("2015-05-17T07:05:00Z");
    FixedDays days =
        new FixedDays(
            AccessLog.of(
                IntStream.range(0, 1_200)
                    .mapToObj(i -> event("ann", start.plusSeconds(i).toString()))
                    .toList()));

    Row session = sessions(days, Duration.ofMinutes(30), DAY, "2015-05-17").get(0);

    assertThat(session.<Long>getAs("pages")).isEqualTo(1_200);
    assertThat(session.getList(session.fieldIndex("path"))).hasSize(1_000);
  }

  private static List<Row> sessions(
      FixedDays events, Duration gap, Optional<Duration> max, String... days) {
    List<LocalDate> asked = List.of(days).stream().map(LocalDate::parse).toList();
    return new SessionCuration(TestSpark.session(), new SessionRule(gap, max), events)
        .sessions(events.of(asked), asked, NONE_CLOSED)
        .collectAsList();
  }

  private static Row event(String user, String time) {
    return event(user, time, "/");
  }

  private static Row event(String user, String time, String page) {
    return event(user, null, time, page);
  }

  private static Row event(String user, String session, String time, String page) {
    Instant instant = Instant.parse(time);
    return RowFactory.create(
        time,
        Timestamp.from(instant),
        "shop",
        user,
        session,
        "page_view",
        page,
        0,
        instant.getEpochSecond(),
        LocalDate.ofInstant(instant, ZoneOffset.UTC).toString());
  }
}
