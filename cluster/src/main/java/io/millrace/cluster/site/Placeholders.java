package io.millrace.cluster.site;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.util.HashMap;
import java.util.Map;

/** The values that site files of one cluster are rendered with. */
public final class Placeholders {
  /** YARN's memory in MiB, queue by queue: what the design gives the embedded cluster. */
  static final Map<String, Integer> QUEUES =
      Map.of("streaming", 4096, "batch", 2560, "adhoc", 2048, "launchers", 512);

  private Placeholders() {}

  /** Every placeholder's name and value. */
  public static Map<String, String> of(ClusterSettings settings) {
    Map<String, String> values = new HashMap<>();
    values.put("home", settings.home().toString());
    values.put("checkout", settings.checkout().toString());
    values.put("java_home", settings.javaHome().toString());
    values.put("user", settings.user());
    values.put("host", ClusterSettings.HOST);
    for (Port port : Port.values()) {
      values.put("port." + port.key(), Integer.toString(settings.port(port)));
    }
    QUEUES.forEach((queue, memory) -> values.put("memory.queue." + queue, memory.toString()));
    values.put(
        "memory.yarn",
        Integer.toString(QUEUES.values().stream().mapToInt(Integer::intValue).sum()));
    return values;
  }
}
