package io.millrace.warehouse.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.Days;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiveQueriesTest {

  private static final Days DAYS = Days.parse("2015-05-17..2015-05-18");

  @ParameterizedTest
  @ValueSource(
      strings = {"traffic", "sessions", "pages", "sections", "revenue", "orders", "products"})
  void aQueryIsSentAsOneStatementForItsDays(String name) {
    assertThat(HiveQueries.text(name, DAYS))
        .startsWith("SELECT\n  dt,\n")
        .contains("dt IN ('2015-05-17','2015-05-18')")
        .doesNotContain("--", ";", "${");
  }

  @Test
  void aQueryThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> HiveQueries.text("weather", DAYS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weather");
  }
}
