package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** The ResourceManager counts the NodeManager as running, so that it gets containers. */
final class NodeManagerProbe implements Probe {
  private final ClusterSettings settings;

  NodeManagerProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.NODEMANAGER_RPC));
    try (YarnClient yarn = new HadoopClients(settings).impatientYarn()) {
      if (yarn.getNodeReports(NodeState.RUNNING).isEmpty()) {
        throw new NotReadyException("the ResourceManager knows no running NodeManager");
      }
    }
  }
}
