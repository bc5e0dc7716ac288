package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.EventHour;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKeyTest {

  private static final LocalDate DAY = LocalDate.parse("2015-05-17");

  @ParameterizedTest
  @CsvSource({"2015-05-17,dt=2015-05-17", "2015-05-17T09,dt=2015-05-17/hour=09"})
  void isCalledAsHiveCallsThePartitionAndReadsWhatItWrites(String text, String name) {
    PartitionKey key = PartitionKey.parse(text);

    assertThat(key.name()).isEqualTo(name);
    assertThat(key).hasToString(text);
    assertThat(PartitionKey.ofName(name)).isEqualTo(key);
    assertThat(PartitionKey.ofValues(key.values())).isEqualTo(key);
  }

  @Test
  void anHourOfEventTimeIsOneOfItsDay() {
    EventHour hour = EventHour.parse("2015-05-17", "23");

    assertThat(PartitionKey.of(hour)).isEqualTo(new PartitionKey(DAY, Optional.of(23)));
    assertThat(PartitionKey.of(hour).eventHour()).isEqualTo(hour);
  }

  @Test
  void followEachOtherInTime() {
    assertThat(
            Stream.of("2015-05-18T00", "2015-05-17T10", "2015-05-17T09")
                .map(PartitionKey::parse)
                .sorted()
                .toList())
        .hasToString("[2015-05-17T09, 2015-05-17T10, 2015-05-18T00]");
  }

  @Test
  void thereAre24HoursInADay() {
    assertThatThrownBy(() -> new PartitionKey(DAY, Optional.of(24)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("24");
  }
}
