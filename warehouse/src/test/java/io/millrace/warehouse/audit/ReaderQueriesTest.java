package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReaderQueriesTest {

  @Test
  void asksForEachPartitionUpToItsEnd() {
    // given
    String template = "FROM raw.${feed} WHERE o < CASE p ${ends} ELSE 9 END";

    // when
    String query = ReaderQueries.filled(template, "orders", new TreeMap<>(Map.of(0, 5L, 2, 7L)));

    // then
    assertThat(query)
        .isEqualTo("FROM raw.orders WHERE o < CASE p WHEN 0 THEN 5 WHEN 2 THEN 7 ELSE 9 END");
  }

  @Test
  void aFeedWithoutATopicStillMakesAQuery() {
    assertThat(ReaderQueries.filled("CASE p ${ends} ELSE 9 END", "orders", new TreeMap<>()))
        .isEqualTo("CASE p WHEN -1 THEN 0 ELSE 9 END");
  }
}
