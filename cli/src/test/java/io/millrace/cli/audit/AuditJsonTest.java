package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.audit.AuditReport;
import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.audit.CurationBalance;
import io.millrace.warehouse.audit.DayBalance;
import io.millrace.warehouse.audit.DroppedRows;
import io.millrace.warehouse.audit.Finding;
import io.millrace.warehouse.audit.GeneratedBalance;
import io.millrace.warehouse.audit.PartitionBalance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditJsonTest {

  @Test
  void balancesAndFindingsHaveStableNames() {
    // given
    Finding hole = Finding.ofOffsets(Finding.Kind.HOLE, "orders", 2, 5, 6, "no batch took them");
    Finding day =
        Finding.ofTable(
            Finding.Kind.WRONG_TOTAL, "orders", "mart.revenue_daily", "2026-01-01", "is short");
    AuditReport report =
        new AuditReport(
            AuditedDays.of(Days.parse("2026-01-01..2026-01-03")),
            true,
            List.of(new PartitionBalance("orders", 2, 10, 8, 1, 0, 1, 8L, null, false)),
            List.of(new DayBalance("orders", "2026-01-01", 8, 1, 8, 1, true)),
            List.of(new CurationBalance("orders", 24, 8, 1, 7, 2, 3, true)),
            6,
            1,
            List.of(new GeneratedBalance("orders", 24, 9, 8, 7, 7, 1, 1L, null, true)),
            List.of(new DroppedRows("orders", new KeptFrom("2025-12-02", null), 40, 0)),
            List.of(hole, day));

    // when
    Map<String, Object> json = new Audit(report).asMap();

    // then
    assertThat(json)
        .containsOnlyKeys(
            "balanced",
            "days",
            "partitions",
            "by_day",
            "curated",
            "mart_days",
            "mart_days_waiting",
            "generated",
            "dropped",
            "findings");
    assertThat((List<?>) json.get("generated"))
        .first()
        .hasToString(
            "{feed=orders, hours=24, delivered=9, landed=8, distinct=7, curated=7,"
                + " hours_waiting=1, refused=1, quarantined=null, balanced=true}");
    assertThat((List<?>) json.get("dropped"))
        .first()
        .hasToString(
            "{feed=orders, raw_kept_from=2025-12-02, raw_rows=40, quarantine_kept_from=null,"
                + " quarantine_rows=0}");
    assertThat(json)
        .containsEntry("balanced", false)
        .containsEntry("days", "2026-01-01..2026-01-03");
    assertThat((List<?>) json.get("by_day"))
        .first()
        .hasToString(
            "{feed=orders, day=2026-01-01, landed=8, quarantined=1, raw_rows=8, quarantine_rows=1,"
                + " balanced=true}");
    assertThat((List<?>) json.get("partitions"))
        .first()
        .hasToString(
            "{feed=orders, partition=2, produced=10, landed=8, quarantined=1, skipped=0, pending=1,"
                + " raw_rows=8, quarantine_rows=null, balanced=false}");
    assertThat((List<?>) json.get("curated"))
        .first()
        .hasToString(
            "{feed=orders, hours=24, landed=8, duplicates=1, curated=7, hours_waiting=2,"
                + " hours_not_curated=3, balanced=true}");
    assertThat((List<?>) json.get("findings"))
        .last()
        .hasToString(
            "{kind=wrong_total, feed=orders, partition=null, from_offset=null, until_offset=null,"
                + " path=null, table=mart.revenue_daily, at=2026-01-01, expected=null, found=null,"
                + " sentence=mart.revenue_daily, 2026-01-01: is short}");
    assertThat((List<?>) json.get("findings"))
        .first()
        .hasToString(
            "{kind=hole, feed=orders, partition=2, from_offset=5, until_offset=6, path=null,"
                + " table=null, at=null, expected=null, found=null, sentence=orders, partition 2,"
                + " offsets [5, 6): no batch took them}");
  }
}
