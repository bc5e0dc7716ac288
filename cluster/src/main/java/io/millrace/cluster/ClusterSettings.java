package io.millrace.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where one cluster lives and which ports it has.
 *
 * @param checkout the project's folder, where the built runtimes and the site-file templates are
 * @param home the folder of all of this cluster's state: deleting it is a factory reset
 * @param portOffset added to the number of every port, 0 to {@value #GREATEST_OFFSET}
 */
public record ClusterSettings(Path checkout, Path home, int portOffset) {

  /** The greatest offset with which every port is still a port. */
  public static final int GREATEST_OFFSET = 45_000;

  /** The address that everything listens on. */
  public static final String HOST = "127.0.0.1";

  /** Blanks, commas, colons and the like mean something in site files and class paths. */
  private static final Pattern BEARABLE = Pattern.compile("[\\p{IsAlphabetic}\\p{IsDigit}/._+-]+");

  public ClusterSettings {
    checkout = checkout.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
    requireBearable(checkout, "the checkout", "Move the checkout");
    requireBearable(home, "the state folder", "Choose another by MILLRACE_HOME");
    if (portOffset < 0 || portOffset > GREATEST_OFFSET) {
      throw badOffset(Integer.toString(portOffset));
    }
  }

  /**
   * The settings that the environment asks for: {@code MILLRACE_HOME} (default {@code .millrace} in
   * the checkout) and {@code MILLRACE_PORT_OFFSET} (default 0).
   *
   * @throws ClusterException when a value is not legal
   */
  public static ClusterSettings fromEnvironment(Path checkout, Map<String, String> environment) {
    String home = environment.getOrDefault("MILLRACE_HOME", "");
    String offset = environment.getOrDefault("MILLRACE_PORT_OFFSET", "");
    return new ClusterSettings(
        checkout,
        home.isBlank() ? checkout.resolve(".millrace") : Path.of(home),
        offset.isBlank() ? 0 : parseOffset(offset.strip()));
  }

  private static void requireBearable(Path folder, String what, String remedy) {
    if (!BEARABLE.matcher(folder.toString()).matches()) {
      throw new ClusterException(
          ClusterException.BAD_SETTING,
          "The daemons cannot bear the path of %s, \"%s\": only letters, digits and the characters / . _ - + are safe. %s."
              .formatted(what, folder, remedy));
    }
  }

  private static int parseOffset(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw badOffset(value);
    }
  }

  private static ClusterException badOffset(String value) {
    return new ClusterException(
        ClusterException.BAD_SETTING,
        "MILLRACE_PORT_OFFSET is \"%s\", but must be a whole number from 0 to %d."
            .formatted(value, GREATEST_OFFSET));
  }

  /** The number of that port in this cluster. */
  public int port(Port port) {
    return port.number() + portOffset;
  }

  private String at(Port port) {
    return HOST + ":" + port(port);
  }

  /** {@code hdfs://host:port}, without a slash at its end. */
  public String hdfsUri() {
    return "hdfs://" + at(Port.NAMENODE_RPC);
  }

  /** Kafka's bootstrap servers. */
  public String brokers() {
    return at(Port.KAFKA_BROKER);
  }

  /** HiveServer2, database {@code default}. */
  public String jdbcUrl() {
    return "jdbc:hive2://" + at(Port.HIVESERVER2) + "/default";
  }

  /** Oozie's base address. */
  public String oozieUrl() {
    return "http://" + at(Port.OOZIE) + "/oozie";
  }

  /** The metastore's thrift address. */
  public String metastoreUri() {
    return "thrift://" + at(Port.METASTORE);
  }

  /** The web address of a port that speaks HTTP, without a slash at its end. */
  public String httpUrl(Port port) {
    return "http://" + at(port);
  }

  /** The rendered site files of HDFS, YARN and MapReduce ({@code HADOOP_CONF_DIR}). */
  public Path hadoopConf() {
    return conf("hadoop");
  }

  /** The rendered site files of Hive ({@code HIVE_CONF_DIR}). */
  public Path hiveConf() {
    return conf("hive");
  }

  /** The rendered settings of Spark ({@code SPARK_CONF_DIR}). */
  public Path sparkConf() {
    return conf("spark");
  }

  /** The rendered site files of one component. */
  public Path conf(String component) {
    return home.resolve("conf").resolve(component);
  }

  /** The folder of logs, one {@code <service>.log} each. */
  public Path logs() {
    return home.resolve("logs");
  }

  /** The folder of the daemons' own state. */
  public Path data() {
    return home.resolve("data");
  }

  /** The folder of pid files. */
  Path pids() {
    return home.resolve("pids");
  }

  /** The templates from which site files are rendered. */
  Path templates() {
    return checkout.resolve("yarn-conf").resolve("embedded");
  }

  /** The folder that the build of one component's runtime fills. */
  Path runtimeTarget(String component) {
    return checkout.resolve("cluster/runtimes").resolve(component).resolve("target");
  }

  /** The jars of one component's runtime, such as {@code hadoop} or {@code spark}. */
  public Path runtimeLib(String component) {
    return runtimeTarget(component).resolve("lib");
  }

  /** Whether {@link #home} holds the state of a cluster that was started at least once. */
  public boolean exists() {
    return Files.isDirectory(pids());
  }

  /** The Java program that starts daemons and clients: the one that runs this. */
  public String javaBinary() {
    return javaHome().resolve("bin/java").toString();
  }

  /** The folder of the Java that runs this. */
  public Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The user who owns the daemons and their files. */
  public String user() {
    return System.getProperty("user.name");
  }
}
