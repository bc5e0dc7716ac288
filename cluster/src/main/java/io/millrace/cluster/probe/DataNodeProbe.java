package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/** The NameNode counts the DataNode as live and lets clients write. */
final class DataNodeProbe implements Probe {
  private final ClusterSettings settings;

  DataNodeProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.DATANODE_DATA));
    try (DistributedFileSystem hdfs = new HadoopClients(settings).impatientHdfs()) {
      if (hdfs.getDataNodeStats(DatanodeReportType.LIVE).length == 0) {
        throw new NotReadyException("the NameNode knows no live DataNode");
      }
      if (hdfs.setSafeMode(SafeModeAction.GET)) {
        throw new NotReadyException("HDFS is in safe mode: it still waits for its blocks");
      }
    }
  }
}
