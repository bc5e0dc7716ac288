package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.publish.PublishException;
import java.util.List;
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
  void everyTotalOfAMartIsAddedUp() throws PublishException {
    // given
    StringBuilder asked = new StringBuilder();

    // when
    ReaderQueries queries =
        new ReaderQueries(
            sql -> {
              asked.append(sql);
              return List.of(
                  List.of("t", "2026-01-01", "10", "3"), List.of("t", "2026-01-01", "11", "4"));
            },
            0);
    Map<String, Map<String, Long>> totals = queries.totals(AuditedDays.ALL);

    // then
    assertThat(totals)
        .containsExactly(
            Map.entry("t", Map.of("2026-01-01", 7L, "2026-01-01T10", 3L, "2026-01-01T11", 4L)));
    for (MartTotal total : MartTotal.ALL) {
      assertThat(asked).contains("FROM %s".formatted(total.mart()));
      if (!total.source().startsWith("rows of") || total.source().endsWith("sessions")) {
        assertThat(asked).contains("'%s'".formatted(total.source()));
      }
    }
  }

  @Test
  void aFeedWithoutATopicStillMakesAQuery() {
    assertThat(ReaderQueries.filled("CASE p ${ends} ELSE 9 END", "orders", new TreeMap<>()))
        .isEqualTo("CASE p WHEN -1 THEN 0 ELSE 9 END");
  }
}
