package io.millrace.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each program of the ecosystem is started. Its JVM's options stand in {@code conf/jvm}. */
final class Launches {
  /** Settings of another installation that would leak into ours. */
  private static final List<String> FOREIGN =
      List.of(
          "HADOOP_",
          "HDFS_",
          "YARN_",
          "MAPRED_",
          "HIVE_",
          "TEZ_",
          "SPARK_",
          "KAFKA_",
          "OOZIE_",
          "METASTORE_",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH");

  /** What Hive and Tez reach by reflection. */
  private static final String HIVE_MODULES = "hive-modules.options";

  private final ClusterSettings settings;
  private final Map<String, String> inherited;

  Launches(ClusterSettings settings) {
    this(settings, System.getenv());
  }

  Launches(ClusterSettings settings, Map<String, String> inherited) {
    this.settings = settings;
    this.inherited = Map.copyOf(inherited);
  }

  /** The command that becomes that daemon. */
  ToolCommand daemon(Service service) {
    String mark = "-Dmillrace.service=" + service.id();
    return new ToolCommand(
        program(service).command(settings, List.of(mark), arguments(service)), environment());
  }

  private JavaProgram program(Service service) {
    return switch (service) {
      case NAMENODE -> hdfs(service, "org.apache.hadoop.hdfs.server.namenode.NameNode");
      case DATANODE -> hdfs(service, "org.apache.hadoop.hdfs.server.datanode.DataNode");
      case RESOURCEMANAGER ->
          yarn(service, "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager");
      case NODEMANAGER -> yarn(service, "org.apache.hadoop.yarn.server.nodemanager.NodeManager");
      case HISTORYSERVER -> yarn(service, "org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer");
      case KAFKA ->
          new JavaProgram(
              daemonOptions(service),
              List.of(settings.conf("kafka"), settings.runtimeLib("kafka")),
              "kafka.Kafka");
      case METASTORE -> hive(service, "org.apache.hadoop.hive.metastore.HiveMetaStore");
      case HIVESERVER2 -> hive(service, "org.apache.hive.service.server.HiveServer2");
      case OOZIE ->
          new JavaProgram(
              daemonOptions(service), ooziePath(), "org.apache.oozie.server.EmbeddedOozieServer");
    };
  }

  private List<String> arguments(Service service) {
    return service == Service.KAFKA
        ? List.of(settings.conf("kafka").resolve("server.properties").toString())
        : List.of();
  }

  private JavaProgram hdfs(Service service, String mainClass) {
    return new JavaProgram(
        daemonOptions(service),
        List.of(
            settings.hadoopConf(),
            settings.runtimeLib("hadoop"),
            settings.runtimeTarget("hadoop").resolve("web")),
        mainClass);
  }

  private JavaProgram yarn(Service service, String mainClass) {
    return new JavaProgram(
        daemonOptions(service),
        List.of(settings.hadoopConf(), settings.runtimeLib("hadoop")),
        mainClass);
  }

  private JavaProgram hive(Service service, String mainClass) {
    return new JavaProgram(
        List.of("daemon.options", HIVE_MODULES, service.id() + ".options"),
        hiveClassPath(),
        mainClass);
  }

  private List<Path> hiveClassPath() {
    return List.of(
        settings.hiveConf(),
        settings.conf("tez"),
        settings.hadoopConf(),
        settings.runtimeLib("hive"));
  }

  private static List<String> daemonOptions(Service service) {
    return List.of("daemon.options", service.id() + ".options");
  }

  /** A client of HDFS or YARN. */
  ToolCommand hadoopClient(String mainClass, List<String> arguments) {
    return client(
        new JavaProgram(
            List.of("client.options"),
            List.of(settings.hadoopConf(), settings.runtimeLib("hadoop")),
            mainClass),
        List.of(),
        arguments);
  }

  /** A client of Kafka. */
  ToolCommand kafkaClient(String mainClass, List<String> arguments) {
    return client(
        new JavaProgram(
            List.of("client.options"), List.of(settings.runtimeLib("kafka")), mainClass),
        List.of(
            "-Dlog4j2.configurationFile="
                + settings.conf("kafka").resolve("tools-log4j2.properties")),
        arguments);
  }

  /** beeline of an earlier Hive on the class path of this one, before which it has to stand. */
  ToolCommand beeline(List<String> arguments) {
    List<Path> classPath = new ArrayList<>();
    classPath.add(settings.runtimeLib("hive-beeline"));
    classPath.addAll(hiveClassPath());
    return client(
        new JavaProgram(
            List.of("client.options", HIVE_MODULES, "beeline.options"),
            classPath,
            "org.apache.hive.beeline.BeeLine"),
        List.of(),
        arguments);
  }

  /**
   * The tool that makes the metastore's tables. Only this program may see {@code METASTORE_HOME}: a
   * metastore that sees it fails on every filtered partition query.
   */
  ToolCommand metastoreSchemaTool(List<String> arguments) {
    return client(
            new JavaProgram(
                List.of("client.options", HIVE_MODULES, "metastore.options"),
                hiveClassPath(),
                "org.apache.hadoop.hive.metastore.tools.schematool.MetastoreSchemaTool"),
            List.of(),
            arguments)
        .with("METASTORE_HOME", settings.runtimeTarget("hive").resolve("metastore").toString());
  }

  private List<Path> ooziePath() {
    return List.of(
        settings.conf("oozie"),
        settings.hadoopConf(),
        settings.runtimeLib("oozie"),
        settings.runtimeTarget("oozie").resolve("web"));
  }

  /** The tool that makes Oozie's tables, in the database of that address. */
  ToolCommand oozieDatabaseTool(String jdbcUrl) {
    return client(
        new JavaProgram(
            List.of("client.options", "oozie.options"),
            ooziePath(),
            "org.apache.oozie.tools.OozieDBCLI"),
        List.of("-Doozie.service.JPAService.jdbc.url=" + jdbcUrl),
        List.of("create", "-run"));
  }

  /** Oozie's client; the server's address is in its environment. */
  ToolCommand oozieClient(List<String> arguments) {
    return client(
            new JavaProgram(
                List.of("client.options"),
                List.of(settings.hadoopConf(), settings.runtimeLib("oozie")),
                "org.apache.oozie.cli.OozieCLI"),
            List.of(),
            arguments)
        .with("OOZIE_URL", settings.oozieUrl());
  }

  /** {@code spark-submit}. */
  ToolCommand sparkSubmit(List<String> arguments) {
    return client(
            new JavaProgram(
                List.of("client.options", "spark-submit.options"),
                List.of(settings.sparkConf(), settings.hadoopConf(), settings.runtimeLib("spark")),
                "org.apache.spark.deploy.SparkSubmit"),
            List.of(),
            arguments)
        .with("SPARK_LOCAL_IP", ClusterSettings.HOST);
  }

  private ToolCommand client(JavaProgram program, List<String> options, List<String> arguments) {
    return new ToolCommand(program.command(settings, options, arguments), environment());
  }

  /** The environment of every daemon and client. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(inherited);
    environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
    environment.put("JAVA_HOME", settings.javaHome().toString());
    environment.put("HADOOP_CONF_DIR", settings.hadoopConf().toString());
    environment.put("YARN_CONF_DIR", settings.hadoopConf().toString());
    environment.put("HIVE_CONF_DIR", settings.hiveConf().toString());
    environment.put("SPARK_CONF_DIR", settings.sparkConf().toString());
    environment.put("TZ", "UTC");
    // glibc's default of many arenas is resident memory that nobody uses
    environment.put("MALLOC_ARENA_MAX", "2");
    return environment;
  }

  /** Components whose jars must have been gathered by the build. */
  static List<String> components() {
    return List.of(
        "hadoop",
        "hive",
        "hive-beeline",
        "kafka",
        "oozie",
        "oozie-sharelib-hive2",
        "oozie-sharelib-oozie",
        "oozie-sharelib-spark",
        "spark",
        "spark-shuffle",
        "tez");
  }
}
