package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.List;

/** The probe of each service. */
public final class Probes {
  private final ClusterSettings settings;
  private final List<String> shareLib;

  /**
   * @param shareLib the Oozie actions whose jars must be there
   */
  public Probes(ClusterSettings settings, List<String> shareLib) {
    this.settings = settings;
    this.shareLib = List.copyOf(shareLib);
  }

  public Probe of(Service service) {
    return switch (service) {
      case NAMENODE -> new NameNodeProbe(settings);
      case DATANODE -> new DataNodeProbe(settings);
      case RESOURCEMANAGER -> new ResourceManagerProbe(settings);
      case NODEMANAGER -> new NodeManagerProbe(settings);
      case HISTORYSERVER -> new HistoryServerProbe(settings);
      case KAFKA -> new KafkaProbe(settings);
      case METASTORE -> new MetastoreProbe(settings);
      case HIVESERVER2 -> new HiveServer2Probe(settings);
      case OOZIE -> new OozieProbe(settings, shareLib);
    };
  }
}
