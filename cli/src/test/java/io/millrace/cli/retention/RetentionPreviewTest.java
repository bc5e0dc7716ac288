package io.millrace.cli.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionPreviewTest {

  private static final LocalDate DAY = LocalDate.parse("2010-12-01");
  private static final RetentionPreview PREVIEW =
      new RetentionPreview(
          List.of(
              new RetentionPreview.Dropped(
                  "dw.orders", 24, DAY, DAY.plusDays(1), 2048, "dw: P400D")),
          List.of(
              new RetentionPreview.Held(
                  "mart.page_daily", 1, DAY, DAY, "mart.page_daily: P90D", "Case 17")));

  @Test
  void whatWouldGoAndWhatIsHeldHaveATableEach() {
    assertThat(PREVIEW.lines())
        .containsExactly(
            "DROPPED    PARTITIONS  FROM        TO          SIZE     RULE",
            "dw.orders          24  2010-12-01  2010-12-02  2.0 KiB  dw: P400D",
            "",
            "HELD             PARTITIONS  FROM        TO          RULE                   REASON",
            "mart.page_daily           1  2010-12-01  2010-12-01  mart.page_daily: P90D  Case 17");
  }

  @Test
  void thatNothingWouldGoIsSaid() {
    assertThat(new RetentionPreview(List.of(), List.of()).lines())
        .containsExactly("Nothing would be dropped.");
  }

  @Test
  void programsGetTheSame() {
    assertThat(PREVIEW.map())
        .isEqualTo(
            Map.of(
                "dropped",
                List.of(
                    Map.of(
                        "table", "dw.orders",
                        "partitions", 24,
                        "from", "2010-12-01",
                        "to", "2010-12-02",
                        "rule", "dw: P400D",
                        "bytes", 2048L)),
                "held",
                List.of(
                    Map.of(
                        "table", "mart.page_daily",
                        "partitions", 1,
                        "from", "2010-12-01",
                        "to", "2010-12-01",
                        "rule", "mart.page_daily: P90D",
                        "reason", "Case 17"))));
  }
}
