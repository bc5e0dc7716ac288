package io.millrace.warehouse.audit;

import io.millrace.warehouse.Counts;

/** The audit found what is missing, or there twice, or cannot be read. */
public final class UnbalancedException extends Exception {

  private UnbalancedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Of findings: how many, then the first. Oozie keeps 500 characters.
   *
   * @param report has some
   * @param isTold whether ops.audit has them
   */
  static UnbalancedException of(AuditReport report, boolean isTold) {
    int findings = report.findings().size();
    return new UnbalancedException(
        "The audit has %s%s: %s.%s After mending: millrace audit%s"
            .formatted(
                Counts.of(findings, "finding"),
                findings == 1 ? "" : ", the first",
                report.findings().get(0).sentence().replaceFirst("\\.$", ""),
                isTold ? " All are in ops.audit." : "",
                report.days().isAll() ? "" : " --days " + report.days()),
        null);
  }

  /** Of a commit log that cannot be read. */
  static UnbalancedException of(Exception e) {
    return new UnbalancedException(e.getMessage(), e);
  }
}
