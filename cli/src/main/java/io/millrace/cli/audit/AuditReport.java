package io.millrace.cli.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param balances the books of every topic-partition, by feed and partition
 * @param findings everything that does not add up; empty when all does
 */
record AuditReport(List<PartitionBalance> balances, List<Finding> findings) {

  AuditReport {
    balances = List.copyOf(balances);
    findings = List.copyOf(findings);
  }

  boolean balanced() {
    return findings.isEmpty();
  }

  /** Whether an operator gave records up. */
  boolean skips() {
    return balances.stream().anyMatch(balance -> balance.skipped() > 0);
  }

  static AuditReport of(List<AuditReport> parts) {
    List<PartitionBalance> balances = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    parts.forEach(part -> balances.addAll(part.balances()));
    parts.forEach(part -> findings.addAll(part.findings()));
    return new AuditReport(balances, findings);
  }
}
