package io.millrace.warehouse.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedHoursTest {

  @Test
  void anHourIsClosedWhenItIsFlagged() {
    ClosedHours hours = new ClosedHours(List.of(hour(10)), List.of(hour(10), hour(11)));

    assertThat(hours.cover(at(10, 5), at(10, 35))).isTrue();
    assertThat(hours.cover(at(10, 45), at(11, 15))).isFalse();
  }

  @Test
  void anHourWithoutRowsIsClosedOnceALaterOneIs() {
    ClosedHours hours = new ClosedHours(List.of(hour(10), hour(12)), List.of(hour(10), hour(12)));

    assertThat(hours.cover(at(10, 45), at(11, 15))).isTrue();
    assertThat(hours.cover(at(12, 45), at(13, 15))).isFalse();
  }

  @Test
  void withoutAnyFlagEverythingIsOpen() {
    assertThat(new ClosedHours(List.of(), List.of()).cover(at(10, 0), at(10, 0))).isFalse();
  }

  private static Instant hour(int hour) {
    return Instant.parse("2015-05-17T%02d:00:00Z".formatted(hour));
  }

  private static long at(int hour, int minute) {
    return hour(hour).plusSeconds(60L * minute).getEpochSecond() * 1_000_000L;
  }
}
