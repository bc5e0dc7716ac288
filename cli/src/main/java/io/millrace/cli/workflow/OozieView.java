package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** Looks at one workflow, and bears that Oozie is away for a while: a restart loses no workflow. */
final class OozieView {

  private static final Duration AWAY_AT_MOST = Duration.ofMinutes(1);

  private final OozieClient oozie;
  private final String id;
  private final Clock clock;
  private Instant lastSeen;

  OozieView(OozieClient oozie, String id, Clock clock) {
    this.oozie = oozie;
    this.id = id;
    this.clock = clock;
    this.lastSeen = clock.instant();
  }

  /**
   * The workflow as it is now, or empty while Oozie does not answer.
   *
   * @throws CommandFailure if Oozie has not answered for a minute
   */
  Optional<WorkflowJob> look() {
    Instant now = clock.instant();
    try {
      WorkflowJob job = oozie.getJobInfo(id);
      lastSeen = now;
      return Optional.of(job);
    } catch (OozieClientException e) {
      if (Duration.between(lastSeen, now).compareTo(AWAY_AT_MOST) > 0) {
        throw new CommandFailure(
            ExitStatus.NOT_RUNNING,
            "Oozie has not answered for a minute (%s). Workflow %s is not lost: millrace up, then millrace workflow status %s"
                .formatted(e.getMessage(), id, id),
            e);
      }
      return Optional.empty();
    }
  }
}
