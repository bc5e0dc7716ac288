package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final LocalDate DAY = LocalDate.parse("2026-01-31");
  private static final Map<String, String> THERE =
      Map.of("feed_1", "activity", "daily_start", "2026-02-01T00:00Z", "set.by.oozie", "x");

  @Test
  void aRunIsDueWhenItsDayOrItsHourIsOver() {
    assertThat(Cadence.text(Cadence.DAILY.due(DAY))).isEqualTo("2026-02-01T00:00Z");
    assertThat(Cadence.text(Cadence.HOURLY.due(DAY))).isEqualTo("2026-01-31T01:00Z");
    assertThat(Cadence.DAILY.dayOf(Cadence.DAILY.due(DAY))).isEqualTo(DAY);
    assertThat(Cadence.HOURLY.dayOf(Cadence.HOURLY.due(DAY))).isEqualTo(DAY);
  }

  @Test
  void daysOfThePastAreCaughtUpAsDaysAndHoursBeginWithTheDayThatIsNotOver() {
    // given
    LocalDate past = DAY.minusDays(3);
    LocalDate later = DAY.plusDays(3);

    // then
    assertThat(Cadence.DAILY.firstDue(past, DAY)).isEqualTo("2026-01-29T00:00:00Z");
    assertThat(Cadence.HOURLY.firstDue(past, DAY)).isEqualTo("2026-01-31T01:00:00Z");
    assertThat(Cadence.HOURLY.firstDue(later, DAY)).isEqualTo("2026-02-03T01:00:00Z");
    assertThat(Cadence.RETENTION.firstDue(past, DAY)).isEqualTo("2026-01-31T03:00:00Z");
    assertThat(Cadence.RETENTION.firstDue(later, DAY)).isEqualTo("2026-02-03T03:00:00Z");
    assertThat(Cadence.AUDIT.firstDue(past, DAY)).isEqualTo("2026-01-31T05:30:00Z");
    assertThat(Cadence.AUDIT.firstDue(later, DAY)).isEqualTo("2026-02-03T05:30:00Z");
    assertThat(Cadence.FRAUD.firstDue(past, DAY)).isEqualTo("2026-01-31T00:00:00Z");
    assertThat(Cadence.FRAUD.firstDue(DAY, DAY)).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(Cadence.FRAUD.firstDue(later, DAY)).isEqualTo("2026-02-04T00:00:00Z");
  }

  @Test
  void whatWouldBeginAfterTheEndIsLeftOut() {
    // given
    Properties properties = new Properties();
    properties.setProperty("end", "2026-01-29T00:01Z");

    // when
    Schedule.disableEnded(properties, starts(DAY.minusDays(3)));

    // then
    assertThat(properties)
        .containsEntry("hourly_enabled", "false")
        .doesNotContainKey("daily_enabled");
    assertThatThrownBy(() -> Schedule.disableEnded(properties, starts(DAY)))
        .hasMessageContaining("Nothing would ever run")
        .hasMessageContaining("2026-01-29T00:01Z");
  }

  @Test
  void paymentsAreEvaluatedWhereTheirFeedIsWaitedForOrItIsAskedFor() {
    // given
    Properties with = new Properties();
    Properties without = new Properties();
    Properties asked = new Properties();

    // when
    Schedule.disableIdle(with, Set.of(), List.of("activity", "transactions"));
    Schedule.disableIdle(without, Set.of("end"), List.of("activity", "orders"));
    Schedule.disableIdle(asked, Set.of("fraud_enabled"), List.of("activity"));

    // then
    assertThat(with).isEmpty();
    assertThat(without).containsOnly(Map.entry("fraud_enabled", "false"));
    assertThat(asked).isEmpty();
  }

  @Test
  void aStartThatIsSetCounts() {
    // given
    Properties properties = new Properties();
    properties.setProperty("end", "2026-01-29T00:01Z");
    properties.setProperty("hourly_start", "2026-01-29T00:00Z");

    // when
    Schedule.disableEnded(properties, starts(DAY.minusDays(3)));

    // then
    assertThat(properties).doesNotContainKeys("hourly_enabled", "daily_enabled");
  }

  @Test
  void anEndThatIsNoTimeIsRefused() {
    // given
    Properties properties = new Properties();
    properties.setProperty("end", "tomorrow");

    // then
    assertThatThrownBy(() -> Schedule.disableEnded(properties, starts(DAY)))
        .hasMessageContaining("'tomorrow' is no time such as 2026-01-31T00:00Z");
  }

  @Test
  void theSameSettingsAreTheSameSchedule() {
    assertThat(Schedule.isSame(wanted("activity"), THERE, Optional.empty())).isTrue();
    assertThat(Schedule.isSame(wanted("activity"), THERE, Optional.of(DAY))).isTrue();
  }

  @Test
  void anotherSettingOrAnotherFirstDayIsAnotherSchedule() {
    assertThat(Schedule.isSame(wanted("orders"), THERE, Optional.empty())).isFalse();
    assertThat(Schedule.isSame(wanted("activity"), THERE, Optional.of(DAY.plusDays(1)))).isFalse();
  }

  @Test
  void aPlaceThatIsNotNeededNamesTheLastFeedAgain() {
    // given
    Properties properties = new Properties();

    // when
    FeedSlots.fill(properties, List.of("activity", "orders"));

    // then
    assertThat(properties)
        .containsEntry("feed_1", "activity")
        .containsEntry("feed_2", "orders")
        .containsEntry("feed_3", "orders")
        .containsEntry("feed_4", "orders");
    assertThat(FeedSlots.feeds(properties)).containsExactly("activity", "orders");
  }

  @Test
  void moreFeedsThanPlacesAreRefused() {
    assertThatThrownBy(() -> FeedSlots.fill(new Properties(), List.of("a", "b", "c", "d", "e")))
        .hasMessageContaining("names 5 feeds")
        .hasMessageContaining("wait for 4");
  }

  private static Map<Cadence, Instant> starts(LocalDate from) {
    return Map.of(
        Cadence.DAILY,
        Cadence.DAILY.firstDue(from, DAY),
        Cadence.HOURLY,
        Cadence.HOURLY.firstDue(from, DAY));
  }

  private static Properties wanted(String feed) {
    Properties properties = new Properties();
    properties.setProperty("feed_1", feed);
    return properties;
  }
}
