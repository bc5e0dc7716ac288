package io.millrace.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {

  @Test
  void rangesAndSingleDaysBecomeOneAscendingListWithoutRepetition() {
    Days days = Days.parse("2015-05-18..2015-05-19, 2010-12-01,2015-05-18");

    assertThat(days).hasToString("2010-12-01,2015-05-18,2015-05-19");
  }

  @Test
  void whatIsPrintedCanBeReadAgain() {
    Days days = Days.parse("2016-02-28..2016-03-01");

    assertThat(Days.parse(days.toString())).isEqualTo(days);
  }

  @Test
  void daysCanBeTakenSomeAtATime() {
    assertThat(Days.parse("2015-05-17..2015-05-19").inGroupsOf(2))
        .containsExactly(Days.parse("2015-05-17..2015-05-18"), Days.parse("2015-05-19"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|neither a day",
        "2015-02-30|neither a day",
        "2015-05-17,|neither a day",
        "2015-05-17..2015-05-18..2015-05-19|neither a day",
        "2015-05-18..2015-05-17|ends before it begins",
        "0001-01-01..9999-12-31|more than 3,660 days"
      })
  void whatIsWrongIsNamed(String text, String reason) {
    assertThatThrownBy(() -> Days.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
