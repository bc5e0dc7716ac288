package io.millrace.cli.yarn;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The applications of the cluster's YARN. */
public final class Applications implements AutoCloseable {

  private static final Set<YarnApplicationState> ACTIVE =
      EnumSet.of(
          YarnApplicationState.NEW,
          YarnApplicationState.NEW_SAVING,
          YarnApplicationState.SUBMITTED,
          YarnApplicationState.ACCEPTED,
          YarnApplicationState.RUNNING);

  private final YarnClient client;

  private Applications(YarnClient client) {
    this.client = client;
  }

  public static Applications open(ClusterSettings settings) {
    YarnClient client = YarnClient.createYarnClient();
    client.init(Hdfs.configuration(settings));
    client.start();
    return new Applications(client);
  }

  /** Whether an application has not ended. */
  public static boolean isActive(ApplicationReport report) {
    return ACTIVE.contains(report.getYarnApplicationState());
  }

  /** The applications with that tag that have not ended, the newest first. */
  public List<ApplicationReport> active(String tag) throws IOException {
    return list(tag).stream().filter(Applications::isActive).toList();
  }

  /** The applications with that tag that YARN still knows, the newest first. */
  public List<ApplicationReport> list(String tag) throws IOException {
    GetApplicationsRequest request = GetApplicationsRequest.newInstance();
    request.setApplicationTags(Set.of(tag));
    try {
      return client.getApplications(request).stream()
          .sorted(Comparator.comparing(ApplicationReport::getApplicationId).reversed())
          .toList();
    } catch (YarnException e) {
      throw refused(e);
    }
  }

  public ApplicationReport report(ApplicationId id) throws IOException {
    try {
      return client.getApplicationReport(id);
    } catch (YarnException e) {
      throw refused(e);
    }
  }

  /**
   * A queue's memory in MiB.
   *
   * @param most what its applications may have together
   * @param used what they have
   */
  public record QueueMemory(long most, long used) {}

  /**
   * Asks for a queue's memory.
   *
   * @throws CommandFailure if there is no such queue
   */
  public QueueMemory memory(String queue) throws IOException {
    try {
      QueueInfo info = client.getQueueInfo(queue);
      if (info == null) {
        throw new CommandFailure(
            ExitStatus.USAGE, "YARN has no queue '%s'; set yarn.queue".formatted(queue));
      }
      long most =
          info.getQueueConfigurations().values().stream()
              .mapToLong(limits -> limits.getEffectiveMaxCapacity().getMemorySize())
              .max()
              .orElse(Long.MAX_VALUE);
      return new QueueMemory(most, info.getQueueStatistics().getAllocatedMemoryMB());
    } catch (YarnException e) {
      throw refused(e);
    }
  }

  /** Ends an application at once. */
  public void kill(ApplicationId id) throws IOException {
    try {
      client.killApplication(id);
    } catch (YarnException e) {
      throw refused(e);
    }
  }

  /** How many containers an application has, its master's included; 0 when it has ended. */
  public static int containers(ApplicationReport report) {
    var usage = report.getApplicationResourceUsageReport();
    return usage == null ? 0 : Math.max(0, usage.getNumUsedContainers());
  }

  /** What YARN says of an application's end, without stack traces. */
  public static String diagnostics(ApplicationReport report) {
    String text = report.getDiagnostics() == null ? "" : report.getDiagnostics();
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("at "))
        .limit(3)
        .reduce((a, b) -> a + " " + b)
        .orElse("YARN says no more");
  }

  @Override
  public void close() {
    client.stop();
  }

  private static CommandFailure refused(YarnException e) {
    return new CommandFailure(
        ExitStatus.FAILED,
        "YARN refused: %s. More in: millrace logs resourcemanager".formatted(e.getMessage()),
        e);
  }
}
