package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.oozie.JobConf;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.oozie.client.WorkflowJob;

/**
 * Runs a workflow that goes by files of rules and replaces a folder by what it finds, which its
 * property {@code output} names. One at a time has a folder.
 *
 * <p>A workflow is made, then others of its folder are looked for, and only when there is none are
 * its files put into HDFS and is it started. Of two that do so at once, the one that is made later
 * sees the other. So Oozie alone says who has the folder, and a command that is killed leaves
 * nothing that could say otherwise.
 */
public final class OutputRun {

  private static final String OUTPUT = "output";

  /** More than run at once anywhere. */
  private static final int MOST = 1000;

  /** Between making a workflow and starting it lie seconds: whoever takes longer was killed. */
  private static final Duration UNSTARTED_AT_MOST = Duration.ofMinutes(10);

  private static final List<WorkflowJob.Status> ALIVE =
      Arrays.stream(WorkflowJob.Status.values()).filter(WorkflowWatch::isActive).toList();

  /**
   * What is wanted.
   *
   * @param place the folder below {@code reports/}, without dots: {@code backtests/stricter}
   * @param set properties to set besides, by name
   * @param rules the files, by the properties that tell where they are in HDFS
   * @param instead what a person may do who does not wait for another run of the folder
   */
  public record Request(
      WorkflowFolder workflow,
      Span span,
      String place,
      Map<String, String> set,
      Map<String, Path> rules,
      String instead) {}

  private final WorkflowRun runs;
  private final OozieServer oozie;
  private final Hdfs hdfs;
  private final Console console;
  private final Clock clock;

  public OutputRun(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this(settings, checkout, hdfs, OozieServer.of(settings), console, clock);
  }

  OutputRun(
      ClusterSettings settings,
      Checkout checkout,
      Hdfs hdfs,
      OozieServer oozie,
      Console console,
      Clock clock) {
    this.runs = new WorkflowRun(settings, checkout, hdfs, oozie, console, clock);
    this.oozie = oozie;
    this.hdfs = hdfs;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Runs it and returns when it has succeeded. What it found before is replaced; files that a
   * command left which was killed are removed.
   *
   * @return the folder of what it found
   * @throws CommandFailure if a workflow that has not ended has the folder: nothing was done then;
   *     or as {@link WorkflowRun#run}
   */
  public String run(Request request) throws Exception {
    String output = hdfs.root() + "/reports/" + request.place();
    String inputs = "%s.%s".formatted(inputs(request), UUID.randomUUID());
    Map<String, String> set = new HashMap<>(request.set());
    set.put(OUTPUT, output);
    for (String property : request.rules().keySet()) {
      set.put(property, "%s/%s.yaml".formatted(inputs, property));
    }
    request.span().requireFor(request.workflow());
    request.workflow().requireKnown(set);
    requireNoneBut("", request, output);
    runs.deploy(request.workflow());
    String id = runs.submit(request.workflow(), request.span(), set);
    try {
      requireNoneBut(id, request, output);
      removeLeft(request);
      for (Map.Entry<String, Path> file : request.rules().entrySet()) {
        hdfs.upload(file.getValue(), set.get(file.getKey()));
      }
      runs.start(id, request.workflow(), request.span());
    } catch (Exception e) {
      discard(id, inputs, e);
      throw e;
    }
    WorkflowWatch watch = runs.watch(id);
    // Where it is not seen to end, it may still read its files.
    WorkflowJob ended = watch.awaitEnd();
    try {
      watch.tell(ended);
    } finally {
      hdfs.delete(inputs);
    }
    return output;
  }

  /**
   * Makes sure that nothing else has the folder.
   *
   * @param own the workflow that may, or empty
   */
  private void requireNoneBut(String own, Request request, String output) {
    String filter = OozieServer.filter(request.workflow().name(), ALIVE);
    for (WorkflowJob listed : oozie.ask(client -> client.getJobsInfo(filter, 1, MOST))) {
      if (!listed.getId().equals(own)) {
        WorkflowJob other = oozie.workflow(listed.getId());
        if (WorkflowWatch.isActive(other.getStatus())
            && output.equals(JobConf.read(other.getConf()).get(OUTPUT))) {
          endOrRefuse(other, request, output);
        }
      }
    }
  }

  private void endOrRefuse(WorkflowJob other, Request request, String output) {
    String id = other.getId();
    if (other.getStatus() == WorkflowJob.Status.PREP && other.getCreatedTime() != null) {
      Instant made = other.getCreatedTime().toInstant();
      if (made.plus(UNSTARTED_AT_MOST).isBefore(clock.instant())) {
        oozie.order(client -> client.kill(id));
        console.say(
            "Workflow %s was made at %s and never started; it has ended now.".formatted(id, made));
        return;
      }
    }
    throw new CommandFailure(
        ExitStatus.BUSY,
        "Workflow %s, which is %s, writes %s; nothing was done. Wait for its end (millrace workflow status %s), end it (millrace workflow kill %s), or %s."
            .formatted(id, JobList.word(other.getStatus()), output, id, id, request.instead()));
  }

  /** Called while this run alone has the folder: files of others are nobody's then. */
  private void removeLeft(Request request) throws IOException {
    String prefix = inputs(request) + ".";
    for (StoredFile left : hdfs.list(prefix.substring(0, prefix.lastIndexOf('/')))) {
      if (left.name().startsWith(prefix.substring(prefix.lastIndexOf('/') + 1))) {
        hdfs.delete(left.path());
      }
    }
  }

  /** Ends what was made; where Oozie does not, it may go on, and keeps its files. */
  private void discard(String id, String inputs, Exception why) {
    try {
      oozie.order(client -> client.kill(id));
      hdfs.delete(inputs);
    } catch (CommandFailure | IOException e) {
      why.addSuppressed(e);
    }
  }

  /** Where files of rules are in HDFS; behind it come a dot and what tells runs apart. */
  private String inputs(Request request) {
    return hdfs.root() + "/apps/" + request.place();
  }
}
