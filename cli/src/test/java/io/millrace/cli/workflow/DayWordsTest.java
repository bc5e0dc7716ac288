package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.Days;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2015-05-17",
        "2015-05-17..2015-05-18",
        "2010-12-01..2010-12-03,2010-12-05,2015-02-28..2015-03-02"
      })
  void daysOneAfterAnotherAreARange(String text) {
    assertThat(DayWords.of(Days.parse(text))).isEqualTo(text);
  }
}
