package io.millrace.warehouse.audit;

import io.millrace.model.landing.LandingStoppedException;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** An audit whose findings are told by rows, and by how it ends. */
public final class ScheduledAudit {

  private final WarehouseAudit audit;
  private final AuditLog log;

  public ScheduledAudit(WarehouseAudit audit, AuditLog log) {
    this.audit = audit;
    this.log = log;
  }

  /**
   * Does it.
   *
   * @return what was compared
   * @throws UnbalancedException when something does not add up, which has been told then
   * @throws PublishException when Hive does not answer or refuses, nothing has been told then; or
   *     when everything adds up, and ops.audit does not say so
   */
  public String run(List<AuditedFeed> feeds, AuditedDays days)
      throws IOException, PublishException, UnbalancedException {
    try {
      AuditReport report = audit.of(feeds, days);
      boolean isTold = log.write(report, feeds);
      if (!report.balanced()) {
        throw UnbalancedException.of(report, isTold);
      }
      if (!isTold) {
        throw new PublishException(
            "%s But ops.audit does not say so; why is in this action's log. Where there is no such table: millrace feed apply --all"
                .formatted(AuditLog.words(report, feeds)));
      }
      return AuditLog.words(report, feeds);
    } catch (DamagedLogException | LandingStoppedException e) {
      boolean unused = log.writeDamaged(e.getMessage());
      throw UnbalancedException.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The audit was interrupted.");
    }
  }
}
