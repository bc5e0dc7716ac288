package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditJsonTest {

  @Test
  void balancesAndFindingsHaveStableNames() {
    // given
    Finding hole = Finding.ofOffsets(Finding.Kind.HOLE, "orders", 2, 5, 6, "no batch took them");
    AuditReport report =
        new AuditReport(
            List.of(new PartitionBalance("orders", 2, 10, 8, 1, 0, 1, 8, 1, false)), List.of(hole));

    // when
    Map<String, Object> json = new Audit(report).asMap();

    // then
    assertThat(json).containsOnlyKeys("balanced", "partitions", "findings");
    assertThat(json).containsEntry("balanced", false);
    assertThat((List<?>) json.get("partitions"))
        .first()
        .hasToString(
            "{feed=orders, partition=2, produced=10, landed=8, quarantined=1, skipped=0, pending=1,"
                + " raw_rows=8, quarantine_rows=1, balanced=false}");
    assertThat((List<?>) json.get("findings"))
        .first()
        .hasToString(
            "{kind=hole, feed=orders, partition=2, from_offset=5, until_offset=6, path=null,"
                + " sentence=orders, partition 2, offsets [5, 6): no batch took them}");
  }
}
