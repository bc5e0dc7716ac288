package io.millrace.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ecosystem's own command-line clients, each a Java program of its own with the classpath, the
 * site files and the JVM flags that it needs. Arguments are passed through, and the client's exit
 * code is the answer.
 *
 * <p>None of these methods runs anything: they give a {@link ToolCommand} to run.
 */
public final class Tools {
  private static final Map<String, String> HDFS_CLASSES =
      Map.ofEntries(
          Map.entry("dfs", "org.apache.hadoop.fs.FsShell"),
          Map.entry("dfsadmin", "org.apache.hadoop.hdfs.tools.DFSAdmin"),
          Map.entry("fsck", "org.apache.hadoop.hdfs.tools.DFSck"),
          Map.entry("getconf", "org.apache.hadoop.hdfs.tools.GetConf"),
          Map.entry("groups", "org.apache.hadoop.hdfs.tools.GetGroups"),
          Map.entry("oiv", "org.apache.hadoop.hdfs.tools.offlineImageViewer.OfflineImageViewerPB"),
          Map.entry("oev", "org.apache.hadoop.hdfs.tools.offlineEditsViewer.OfflineEditsViewer"),
          Map.entry("storagepolicies", "org.apache.hadoop.hdfs.tools.StoragePolicyAdmin"),
          Map.entry("balancer", "org.apache.hadoop.hdfs.server.balancer.Balancer"),
          Map.entry("debug", "org.apache.hadoop.hdfs.tools.DebugAdmin"),
          Map.entry("version", "org.apache.hadoop.util.VersionInfo"));

  private static final String APPLICATION_CLI = "org.apache.hadoop.yarn.client.cli.ApplicationCLI";

  private static final Map<String, String> YARN_CLASSES =
      Map.ofEntries(
          Map.entry("application", APPLICATION_CLI),
          Map.entry("app", APPLICATION_CLI),
          Map.entry("applicationattempt", APPLICATION_CLI),
          Map.entry("container", APPLICATION_CLI),
          Map.entry("cluster", "org.apache.hadoop.yarn.client.cli.ClusterCLI"),
          Map.entry("logs", "org.apache.hadoop.yarn.client.cli.LogsCLI"),
          Map.entry("node", "org.apache.hadoop.yarn.client.cli.NodeCLI"),
          Map.entry("queue", "org.apache.hadoop.yarn.client.cli.QueueCLI"),
          Map.entry("rmadmin", "org.apache.hadoop.yarn.client.cli.RMAdminCLI"),
          Map.entry("top", "org.apache.hadoop.yarn.client.cli.TopCLI"),
          Map.entry("version", "org.apache.hadoop.util.VersionInfo"));

  private final ClusterSettings settings;
  private final Launches launches;

  public Tools(ClusterSettings settings) {
    this.settings = settings;
    this.launches = new Launches(settings);
  }

  /**
   * {@code hdfs <subcommand> …}, such as {@code dfs -ls /}.
   *
   * @throws ClusterException naming the subcommands that exist, when there is no such one
   */
  public ToolCommand hdfs(List<String> arguments) {
    String mainClass = mainClass("hdfs", HDFS_CLASSES, arguments);
    return hadoop(mainClass, arguments.subList(1, arguments.size()));
  }

  /**
   * {@code yarn <subcommand> …}, such as {@code application -list}.
   *
   * @throws ClusterException naming the subcommands that exist, when there is no such one
   */
  public ToolCommand yarn(List<String> arguments) {
    String mainClass = mainClass("yarn", YARN_CLASSES, arguments);
    List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
    if (mainClass.equals(APPLICATION_CLI)) {
      // this class serves three subcommands and is told which by its first argument
      rest.add(0, arguments.get(0).equals("app") ? "application" : arguments.get(0));
    }
    return hadoop(mainClass, rest);
  }

  /** {@code kafka-topics …}; the broker's address is added unless an argument names one. */
  public ToolCommand kafkaTopics(List<String> arguments) {
    return kafka("org.apache.kafka.tools.TopicCommand", arguments);
  }

  /**
   * Any of Kafka's client programs by its main class, such as {@code
   * org.apache.kafka.tools.GetOffsetShell}; the broker's address is added unless an argument names
   * one.
   */
  public ToolCommand kafka(String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (!names(arguments, "--bootstrap-server") && !names(arguments, "--bootstrap-controller")) {
      all.add("--bootstrap-server");
      all.add(settings.brokers());
    }
    return launches.kafkaClient(mainClass, all);
  }

  /** beeline; connects to this cluster's HiveServer2 as this user unless an argument says where. */
  public ToolCommand beeline(List<String> arguments) {
    List<String> all = new ArrayList<>();
    if (!names(arguments, "-u") && !names(arguments, "-r") && !names(arguments, "-c")) {
      all.addAll(List.of("-u", settings.jdbcUrl()));
      if (!names(arguments, "-n")) {
        all.addAll(List.of("-n", settings.user()));
      }
    }
    all.addAll(arguments);
    return launches.beeline(all);
  }

  /** Oozie's client; this cluster's address is in {@code OOZIE_URL}. */
  public ToolCommand oozie(List<String> arguments) {
    return launches.oozieClient(arguments);
  }

  /** {@code spark-submit …}. */
  public ToolCommand sparkSubmit(List<String> arguments) {
    return launches.sparkSubmit(arguments);
  }

  private ToolCommand hadoop(String mainClass, List<String> arguments) {
    return launches.hadoopClient(mainClass, arguments);
  }

  private static boolean names(List<String> arguments, String option) {
    return arguments.stream()
        .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
  }

  private static String mainClass(
      String program, Map<String, String> classes, List<String> arguments) {
    String subcommand = arguments.isEmpty() ? "" : arguments.get(0);
    String mainClass = classes.get(subcommand);
    if (mainClass == null) {
      String known = new TreeSet<>(classes.keySet()).stream().collect(Collectors.joining(", "));
      throw new ClusterException(
          ClusterException.BAD_SETTING,
          subcommand.isEmpty()
              ? "%s needs a subcommand: one of %s.".formatted(program, known)
              : "%s has no subcommand \"%s\" here; there are %s."
                  .formatted(program, subcommand, known));
    }
    return mainClass;
  }

  /** Environment for programs of the user's own that talk to this cluster. */
  public Map<String, String> clientEnvironment() {
    return new HashMap<>(launches.environment());
  }
}
