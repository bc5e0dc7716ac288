package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** The NameNode answers a question about the namespace. */
final class NameNodeProbe implements Probe {
  private final ClusterSettings settings;

  NameNodeProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.NAMENODE_RPC));
    try (DistributedFileSystem hdfs = new HadoopClients(settings).impatientHdfs()) {
      hdfs.getFileStatus(new Path("/"));
    }
  }
}
