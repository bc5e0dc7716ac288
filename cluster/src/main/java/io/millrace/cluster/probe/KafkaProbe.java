package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** The broker is a member of its cluster, has a controller, and lists its topics. */
final class KafkaProbe implements Probe {
  private static final int TIMEOUT_MILLIS = 5000;

  private final ClusterSettings settings;

  KafkaProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.KAFKA_BROKER));
    Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS));
    try {
      DescribeClusterResult cluster = admin.describeCluster();
      if (cluster.nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).isEmpty()) {
        throw new NotReadyException("the broker is not a member of its cluster yet");
      }
      if (cluster.controller().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS) == null) {
        throw new NotReadyException("Kafka has no controller yet");
      }
      admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
