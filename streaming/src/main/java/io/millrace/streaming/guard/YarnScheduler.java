package io.millrace.streaming.guard;

import io.millrace.model.streaming.WantedApplication;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.deploy.SparkSubmit;

/** YARN, with spark-submit in this process. */
final class YarnScheduler implements Guard.Scheduler, AutoCloseable {

  private static final EnumSet<YarnApplicationState> ACTIVE =
      EnumSet.complementOf(
          EnumSet.of(
              YarnApplicationState.FINISHED,
              YarnApplicationState.FAILED,
              YarnApplicationState.KILLED));

  private final YarnClient client;

  private YarnScheduler(YarnClient client) {
    this.client = client;
  }

  static YarnScheduler connect(YarnConfiguration hadoop) {
    YarnClient client = YarnClient.createYarnClient();
    client.init(hadoop);
    client.start();
    return new YarnScheduler(client);
  }

  @Override
  public List<String> active(String tag) throws IOException {
    try {
      return client.getApplications(Set.of("SPARK"), ACTIVE, Set.of(tag)).stream()
          .filter(report -> report.getName().equals(tag))
          .map(ApplicationReport::getApplicationId)
          .map(ApplicationId::toString)
          .toList();
    } catch (YarnException e) {
      throw new IOException("YARN refused: " + e.getMessage(), e);
    }
  }

  /**
   * {@inheritDoc} What the process that this runs in was itself submitted with must not become the
   * application's.
   */
  @Override
  public void submit(WantedApplication application) {
    System.getProperties().keySet().removeIf(name -> name.toString().startsWith("spark."));
    SparkSubmit.main(application.arguments().toArray(String[]::new));
  }

  @Override
  public void kill(String id) throws IOException {
    try {
      client.killApplication(ApplicationId.fromString(id));
    } catch (YarnException e) {
      throw new IOException("YARN refused: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
