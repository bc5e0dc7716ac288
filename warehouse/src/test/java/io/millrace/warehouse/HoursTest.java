package io.millrace.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {

  @Test
  void rangesGoOverMidnightAndNothingIsThereTwice() {
    Hours hours = Hours.parse("2015-05-17T23..2015-05-18T01, 2015-05-17T10,2015-05-18T00");

    assertThat(hours.list())
        .extracting(hour -> hour.dt() + " " + hour.hour())
        .containsExactly("2015-05-17 10", "2015-05-17 23", "2015-05-18 00", "2015-05-18 01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2015-05-17T10", "2015-05-17T10,2015-05-17T12", "2015-05-17T23..2015-05-18T01"})
  void whatIsPrintedIsShortAndCanBeReadAgain(String text) {
    assertThat(Hours.parse(text)).hasToString(text);
    assertThat(Hours.parse(Hours.parse(text).toString())).isEqualTo(Hours.parse(text));
  }

  @Test
  void hoursThatFollowEachOtherArePrintedAsARange() {
    assertThat(Hours.parse("2015-05-17T11,2015-05-17T10,2015-05-17T12"))
        .hasToString("2015-05-17T10..2015-05-17T12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|neither an hour",
        "2015-05-17|neither an hour",
        "2015-05-17T24|neither an hour",
        "2015-05-17T10:30|neither an hour",
        "2015-05-17T10,|neither an hour",
        "2015-05-17T11..2015-05-17T10|ends before it begins",
        "0001-01-01T00..9999-12-31T23|more than 87,840 hours"
      })
  void whatIsWrongIsNamed(String text, String reason) {
    assertThatThrownBy(() -> Hours.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
