package io.millrace.acceptance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(30)
class HiveMartsTest {

  @Test
  void nothingOfTheScriptsIsLeftOpen() throws Exception {
    assertThat(HiveMarts.statements("'2015-05-17','2015-05-18'"))
        .anySatisfy(sql -> assertThat(sql).contains("mart.performance_hourly"))
        .allSatisfy(sql -> assertThat(sql).doesNotContain("${"));
  }
}
