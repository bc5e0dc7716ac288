package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionUseTest {

  private static final TableName RAW = new TableName("raw", "activity");
  private static final TableName USERS = new TableName("dw", "users");

  private final PartitionUse use = new PartitionUse();

  @Test
  void hoursOfADayAreToldFromTheFirstToTheLastWithTheirNumber() {
    use.reads(
        RAW, IntStream.range(0, 24).mapToObj(h -> key("2015-05-17T%02d".formatted(h))).toList());

    assertThat(use.inputs()).containsExactly("raw.activity dt=2015-05-17 hour=00..23 (24)");
    assertThat(use.outputs()).isEmpty();
  }

  @Test
  void whatIsReadTwiceIsCountedOnceAndOfSeveralDaysTheDaysAreTold() {
    use.reads(RAW, List.of(key("2015-05-17T10"), key("2015-05-18T09")));
    use.reads(RAW, List.of(key("2015-05-17T10")));

    assertThat(use.inputs()).containsExactly("raw.activity dt=2015-05-17..2015-05-18 (2)");
  }

  @Test
  void onePartitionIsToldByItsName() {
    use.writes(RAW, List.of(key("2015-05-17T10")));
    use.writes(USERS, List.of(key("2015-05-17")));
    use.writes(new TableName("dw", "orders"), List.of());

    assertThat(use.outputs())
        .containsExactly("dw.users dt=2015-05-17", "raw.activity dt=2015-05-17 hour=10");
  }

  @Test
  void aTableThatIsReadWholeIsToldByItsNameWhateverElseIsReadOfIt() {
    use.reads(USERS, List.of(key("2015-05-17")));
    use.readsAll(USERS);
    use.reads(USERS, List.of(key("2015-05-18")));

    assertThat(use.inputs()).containsExactly("dw.users");
  }

  private static PartitionKey key(String text) {
    return PartitionKey.parse(text);
  }
}
