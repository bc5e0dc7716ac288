package io.millrace.warehouse.hive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static final ResultTable TABLE =
      new ResultTable(
          List.of("page", "dt", "visits"),
          List.of(
              List.of("/", "2015-05-18", "3"),
              Arrays.asList(null, "2015-05-17", "1"),
              List.of("/blog", "2015-05-18", "2")));

  @Test
  void rowsAreSortedByWhatTheyHaveInAColumnWhichTheyLoseWithIt() {
    // when
    Map<String, ResultTable> byDay =
        TABLE.by("dt", List.of("2015-05-17", "2015-05-18", "2015-05-19"));

    // then
    assertThat(byDay).containsOnlyKeys("2015-05-17", "2015-05-18", "2015-05-19");
    assertThat(byDay.get("2015-05-18"))
        .isEqualTo(
            new ResultTable(
                List.of("page", "visits"), List.of(List.of("/", "3"), List.of("/blog", "2"))));
    assertThat(byDay.get("2015-05-17").rows()).containsExactly(Arrays.asList(null, "1"));
    assertThat(byDay.get("2015-05-19").isEmpty()).isTrue();
  }
}
