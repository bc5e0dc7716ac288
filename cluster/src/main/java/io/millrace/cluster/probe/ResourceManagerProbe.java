package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** The ResourceManager tells its queues. */
final class ResourceManagerProbe implements Probe {
  private final ClusterSettings settings;

  ResourceManagerProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.RESOURCEMANAGER_CLIENT));
    try (YarnClient yarn = new HadoopClients(settings).impatientYarn()) {
      if (yarn.getAllQueues().isEmpty()) {
        throw new NotReadyException("the ResourceManager has no queue");
      }
    }
  }
}
