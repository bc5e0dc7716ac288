package io.millrace.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each Java program of the ecosystem is started: classpath, JVM flags, environment. */
final class Launches {
  static final List<String> COMPONENTS =
      List.of("hadoop", "spark-shuffle", "kafka", "hive", "spark", "oozie");

  private final ClusterSettings settings;

  Launches(ClusterSettings settings) {
    this.settings = settings;
  }

  ToolCommand client(String component, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(settings.javaBinary());
    command.add("-cp");
    command.add(settings.runtimeLib(component) + "/*");
    command.add(mainClass);
    command.addAll(arguments);
    return new ToolCommand(command, environment());
  }

  Map<String, String> environment() {
    return new HashMap<>();
  }
}
