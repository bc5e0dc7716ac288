package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.util.List;
import org.apache.oozie.client.OozieClient;

/** Oozie takes work (system mode NORMAL) and has its ShareLib, without which actions fail. */
final class OozieProbe implements Probe {
  private final ClusterSettings settings;
  private final List<String> shareLib;

  /**
   * @param shareLib the actions whose jars must be there
   */
  OozieProbe(ClusterSettings settings, List<String> shareLib) {
    this.settings = settings;
    this.shareLib = List.copyOf(shareLib);
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.OOZIE));
    OozieClient oozie = new OozieClient(settings.oozieUrl());
    oozie.setRetryCount(1);
    OozieClient.SYSTEM_MODE mode = oozie.getSystemMode();
    if (mode != OozieClient.SYSTEM_MODE.NORMAL) {
      throw new NotReadyException("Oozie is in mode " + mode + ", not NORMAL");
    }
    List<String> available = oozie.listShareLib(null).lines().map(String::strip).toList();
    List<String> missing = shareLib.stream().filter(lib -> !available.contains(lib)).toList();
    if (!missing.isEmpty()) {
      throw new NotReadyException(
          "Oozie's ShareLib lacks " + String.join(", ", missing) + "; it has " + available);
    }
  }
}
