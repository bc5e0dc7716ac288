package io.millrace.cli.oozie;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.oozie.client.Job;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** Oozie's REST interface. What it refuses becomes a sentence with the next step. */
public final class OozieServer {

  private static final Set<String> UNKNOWN_JOB = Set.of("E0604", "E0605");

  private static final List<Job.Status> ALIVE =
      List.of(
          Job.Status.PREP,
          Job.Status.RUNNING,
          Job.Status.RUNNINGWITHERROR,
          Job.Status.SUSPENDED,
          Job.Status.SUSPENDEDWITHERROR,
          Job.Status.PAUSED,
          Job.Status.PAUSEDWITHERROR);

  private final OozieClient client;

  private OozieServer(OozieClient client) {
    this.client = client;
  }

  public static OozieServer of(ClusterSettings settings) {
    OozieClient client = new OozieClient(settings.oozieUrl());
    // Whoever waits for Oozie decides how long; here it answers or it is away.
    client.setRetryCount(1);
    return of(client);
  }

  /** The server that a client speaks to. */
  public static OozieServer of(OozieClient client) {
    return new OozieServer(client);
  }

  /** Something that Oozie answers. */
  @FunctionalInterface
  public interface Question<T> {
    T put(OozieClient client) throws OozieClientException;
  }

  /** Something that Oozie does. */
  @FunctionalInterface
  public interface Order {
    void give(OozieClient client) throws OozieClientException;
  }

  /**
   * Asks for something.
   *
   * @throws CommandFailure if Oozie is away, does not know the job, or refuses; nothing was done
   */
  public <T> T ask(Question<T> question) {
    try {
      return question.put(client);
    } catch (OozieClientException e) {
      throw failure(e, client.getOozieUrl());
    }
  }

  /**
   * Has something done.
   *
   * @throws CommandFailure as {@link #ask}; when Oozie was away, it may have been done
   */
  public void order(Order order) {
    ask(
        asked -> {
          order.give(asked);
          return null;
        });
  }

  /** The client itself, for those who bear that Oozie is away for a while. */
  public OozieClient client() {
    return client;
  }

  /**
   * A workflow with its configuration, which lists do not tell, and without most of its actions.
   *
   * @throws CommandFailure as {@link #ask}
   */
  public WorkflowJob workflow(String id) {
    return ask(asked -> asked.getJobInfo(id, 1, 1));
  }

  /** The filter for coordinators or bundles of that name that have not ended. */
  public static String alive(String name) {
    return filter(name, ALIVE);
  }

  /** The filter for jobs of that name with one of those statuses. */
  public static String filter(String name, Collection<? extends Enum<?>> statuses) {
    return "name="
        + name
        + statuses.stream().map(s -> ";status=" + s.name()).collect(Collectors.joining());
  }

  static CommandFailure failure(OozieClientException e, String url) {
    String message = e.getMessage() == null ? "no message" : e.getMessage();
    if (UNKNOWN_JOB.contains(e.getErrorCode())) {
      return new CommandFailure(
          ExitStatus.USAGE,
          "Oozie does not know it: %s. See which jobs there are: millrace workflow list"
              .formatted(message),
          e);
    } else if (OozieClientException.IO_ERROR.equals(e.getErrorCode())) {
      return new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "Oozie at %s does not answer (%s). Look at: millrace status".formatted(url, message),
          e);
    }
    return new CommandFailure(
        ExitStatus.FAILED,
        "Oozie at %s refused: %s. More in: millrace logs oozie".formatted(url, message),
        e);
  }
}
