package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.EventHour;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkUnderWayTest {

  private static final String DAY = "2026-01-07";
  private static final EventHour HOUR = EventHour.parse(DAY, "10");

  @Test
  void whatIsBeingComputedMayDifferOfWhateverFeed() {
    WorkUnderWay hour = new WorkUnderWay(Set.of(DAY + "T10"), Set.of());

    assertThat(hour.has(HOUR)).isTrue();
    assertThat(hour.has(EventHour.parse(DAY, "11"))).isFalse();
    assertThat(hour.has("orders", DAY)).isTrue();
    assertThat(hour.has("orders", "2026-01-08")).isFalse();
  }

  @Test
  void onlyMartsOfActivityWaitForWhatPublishesAnHour() {
    WorkUnderWay hour = new WorkUnderWay(Set.of(), Set.of(DAY + "T10"));
    WorkUnderWay day = new WorkUnderWay(Set.of(), Set.of(DAY));

    assertThat(hour.has("activity", DAY)).isTrue();
    assertThat(hour.has("orders", DAY)).isFalse();
    assertThat(day.has("orders", DAY)).isTrue();
  }

  @Test
  void curatedRowsWaitForNoMarts() {
    WorkUnderWay curated = new WorkUnderWay(Set.of(), Set.of(DAY, DAY + "T10"));

    assertThat(curated.has(HOUR)).isFalse();
  }
}
