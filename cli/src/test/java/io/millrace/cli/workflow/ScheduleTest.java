package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final LocalDate DAY = LocalDate.parse("2026-01-31");
  private static final Map<String, String> THERE =
      Map.of("feed_1", "activity", "daily_start", "2026-02-01T00:00Z", "set.by.oozie", "x");

  @Test
  void aDaysRunIsDueWhenTheDayIsOver() {
    assertThat(Schedule.dueTime(DAY)).isEqualTo("2026-02-01T00:00Z");
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

  private static Properties wanted(String feed) {
    Properties properties = new Properties();
    properties.setProperty("feed_1", feed);
    return properties;
  }
}
