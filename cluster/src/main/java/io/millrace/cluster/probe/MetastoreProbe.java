package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import org.apache.hadoop.hive.metastore.api.ThriftHiveMetastore;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;

/** The metastore names its databases, {@code default} among them. */
final class MetastoreProbe implements Probe {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final ClusterSettings settings;

  MetastoreProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    int port = settings.port(Port.METASTORE);
    OpenPort.require(ClusterSettings.HOST, port);
    try (TSocket socket = new TSocket(ClusterSettings.HOST, port, TIMEOUT_MILLIS)) {
      socket.open();
      ThriftHiveMetastore.Client metastore =
          new ThriftHiveMetastore.Client(new TBinaryProtocol(socket));
      if (!metastore.get_all_databases().contains("default")) {
        throw new NotReadyException("the metastore has no database \"default\"");
      }
    }
  }
}
