package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.WorkflowJob;
import org.apache.oozie.client.WorkflowJob.Status;

/**
 * An Oozie whose workflows write the folder of their property {@code output}. It refuses to have
 * two of one folder run at once, and one whose files of rules are not there when it is started.
 */
final class OozieInMemory extends OozieClient {

  private static final String OUTPUT = "output";

  private static final class Workflow {
    private final Properties conf = new Properties();
    private final Instant made;
    private Status status = Status.PREP;

    private Workflow(Properties conf, Instant made) {
      this.conf.putAll(conf);
      this.made = made;
    }
  }

  private final Clock clock;
  private final Map<String, Workflow> workflows = new TreeMap<>();
  private final Set<String> started = new TreeSet<>();
  private Consumer<String> watched = id -> end(id, Status.SUCCEEDED);
  private Runnable interruption = () -> {};
  private int interruptedCall;
  private int calls;

  OozieInMemory(Clock clock) {
    this.clock = clock;
  }

  /** Has something happen just before a call, counted from 1, and from now on. */
  void beforeCall(int call, Runnable happens) {
    calls = 0;
    interruptedCall = call;
    interruption = happens;
  }

  /** What happens when a command looks at its workflow; without, it has succeeded. */
  void whenWatched(Consumer<String> happens) {
    watched = happens;
  }

  /** How many calls there were. */
  int calls() {
    return calls;
  }

  /** Lets a workflow come to be in that status. */
  void end(String id, Status status) {
    workflows.get(id).status = status;
  }

  /** The ids of all, in the order in which they were made. */
  List<String> ids() {
    return new ArrayList<>(workflows.keySet());
  }

  /** The ids of those that were ever started. */
  Set<String> started() {
    return started;
  }

  Status status(String id) {
    return workflows.get(id).status;
  }

  /** A local file that a property of a workflow names. */
  Path file(String id, String property) {
    return Path.of(URI.create(workflows.get(id).conf.getProperty(property)).getPath());
  }

  /** Makes one that was submitted by somebody else. */
  String make(Properties conf, Status status) {
    String id = "%07d-260101000000000-oozie-root-W".formatted(workflows.size());
    Workflow workflow = new Workflow(conf, clock.instant());
    workflow.status = status;
    workflows.put(id, workflow);
    return id;
  }

  @Override
  public List<WorkflowJob> getJobsInfo(String filter, int start, int len) {
    call();
    Set<String> names = new TreeSet<>();
    Set<Status> statuses = new TreeSet<>();
    for (String pair : filter.split(";", -1)) {
      String value = pair.substring(pair.indexOf('=') + 1);
      if (pair.startsWith("name=")) {
        names.add(value);
      } else {
        assertThat(pair).startsWith("status=");
        statuses.add(Status.valueOf(value)); // as Oozie, which refuses others
      }
    }
    return workflows.keySet().stream()
        .filter(id -> names.contains(name(id)) && statuses.contains(status(id)))
        .map(id -> tell(id, Optional.empty()))
        .skip(start - 1L)
        .limit(len)
        .toList();
  }

  @Override
  public WorkflowJob getJobInfo(String id, int start, int len) {
    call();
    return tell(id, Optional.of(workflows.get(id).conf));
  }

  @Override
  public WorkflowJob getJobInfo(String id) {
    call();
    watched.accept(id);
    return tell(id, Optional.of(workflows.get(id).conf));
  }

  @Override
  public String submit(Properties conf) {
    call();
    return make(conf, Status.PREP);
  }

  @Override
  public void start(String id) {
    call();
    if (status(id) != Status.PREP) {
      return; // as Oozie, which does not say so
    }
    String output = workflows.get(id).conf.getProperty(OUTPUT);
    assertThat(workflows.values())
        .as("workflows that write one folder at once")
        .noneMatch(
            other ->
                other.status == Status.RUNNING && other.conf.getProperty(OUTPUT).equals(output));
    for (String property : workflows.get(id).conf.stringPropertyNames()) {
      if (property.endsWith("rules")) {
        assertThat(Files.exists(file(id, property))).as(property).isTrue();
      }
    }
    workflows.get(id).status = Status.RUNNING;
    started.add(id);
  }

  @Override
  public void kill(String id) {
    call();
    if (WorkflowWatch.isActive(status(id))) {
      end(id, Status.KILLED);
    }
  }

  private void call() {
    calls++;
    if (calls == interruptedCall) {
      Runnable happens = interruption;
      beforeCall(0, () -> {});
      happens.run();
    }
  }

  private WorkflowJob tell(String id, Optional<Properties> conf) {
    return Jobs.workflow(id, name(id), status(id), workflows.get(id).made, conf);
  }

  /** The deployed folder's, which is what the definitions call themselves. */
  private String name(String id) {
    String path = workflows.get(id).conf.getProperty(OozieClient.APP_PATH);
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
