package io.millrace.cluster;

import io.millrace.cluster.probe.HadoopClients;
import io.millrace.cluster.setup.Aside;
import io.millrace.cluster.setup.HdfsSetup;
import io.millrace.cluster.setup.SetupProgram;
import io.millrace.cluster.setup.ShareLib;
import io.millrace.cluster.start.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/** The steps that prepare a new home, and do nothing in one that is prepared. */
final class OneTimeSetup {
  static final String FORMAT_HDFS = "format of HDFS";
  static final String FORMAT_KAFKA = "format of Kafka";
  static final String METASTORE_DATABASE = "metastore database";
  static final String OOZIE_DATABASE = "oozie database";
  static final String HDFS_FOLDERS = "folders in HDFS";
  static final String TEZ_ARCHIVE = "tez archive";
  static final String SHARE_LIB = "oozie sharelib";

  /** The kinds of Oozie actions that have jars of their own. */
  static final List<String> SHARE_LIBS = List.of("oozie", "spark", "hive2");

  private static final String SHARE_LIB_FOLDER = "/apps/oozie/share/lib";

  private final ClusterSettings settings;
  private final Launches launches;
  private final SetupProgram program;
  private final Clock clock;

  OneTimeSetup(ClusterSettings settings, Clock clock) {
    this.settings = settings;
    this.launches = new Launches(settings);
    this.program = new SetupProgram(settings.logs());
    this.clock = clock;
  }

  /** Which of the steps have to end before that service starts. */
  static Set<String> before(Service service) {
    return switch (service) {
      case NAMENODE -> Set.of(FORMAT_HDFS);
      case KAFKA -> Set.of(FORMAT_KAFKA);
      case METASTORE -> Set.of(METASTORE_DATABASE);
      case HISTORYSERVER -> Set.of(HDFS_FOLDERS);
      // it opens a Tez session as soon as it runs
      case HIVESERVER2 -> Set.of(TEZ_ARCHIVE);
      case OOZIE -> Set.of(OOZIE_DATABASE, SHARE_LIB);
      case DATANODE, RESOURCEMANAGER, NODEMANAGER -> Set.of();
    };
  }

  List<Step> steps() {
    return List.of(
        new Step(FORMAT_HDFS, Set.of(), this::formatHdfs),
        new Step(FORMAT_KAFKA, Set.of(), this::formatKafka),
        new Step(METASTORE_DATABASE, Set.of(), this::metastoreDatabase),
        new Step(OOZIE_DATABASE, Set.of(), this::oozieDatabase),
        new Step(HDFS_FOLDERS, Set.of(Service.DATANODE.id()), this::hdfsFolders),
        new Step(TEZ_ARCHIVE, Set.of(HDFS_FOLDERS), this::tezArchive),
        new Step(SHARE_LIB, Set.of(HDFS_FOLDERS), this::shareLib));
  }

  private void formatHdfs() throws Exception {
    Aside.makeOnce(
        settings.data().resolve("namenode"),
        folder ->
            program.run(
                "namenode",
                launches.hadoopClient(
                    "org.apache.hadoop.hdfs.server.namenode.NameNode",
                    List.of(
                        "-D",
                        "dfs.namenode.name.dir=" + folder.toUri(),
                        "-format",
                        "-nonInteractive"))));
  }

  private void formatKafka() throws Exception {
    Path properties = settings.conf("kafka").resolve("server.properties");
    Aside.makeOnce(
        settings.data().resolve("kafka"),
        folder -> {
          Path aside = folder.resolveSibling(folder.getFileName() + ".properties");
          Files.writeString(
              aside,
              Files.readString(properties) + "\nlog.dirs=" + folder + "\n",
              StandardCharsets.UTF_8);
          program.run(
              "kafka",
              launches.kafkaClient(
                  "kafka.tools.StorageTool",
                  List.of("format", "-t", Uuid.randomUuid().toString(), "-c", aside.toString())));
          Files.delete(aside);
        });
  }

  private void metastoreDatabase() throws Exception {
    Aside.makeOnce(
        settings.data().resolve("metastore"),
        folder ->
            program.run(
                "metastore",
                launches.metastoreSchemaTool(
                    List.of(
                        "-dbType",
                        "derby",
                        "-initSchema",
                        "-url",
                        "jdbc:derby:;databaseName=" + folder + ";create=true"))));
  }

  private void oozieDatabase() throws Exception {
    Aside.makeOnce(
        settings.data().resolve("oozie").resolve("db"),
        folder ->
            program.run(
                "oozie", launches.oozieDatabaseTool("jdbc:derby:" + folder + ";create=true")));
  }

  private void hdfsFolders() throws Exception {
    String home = "/user/" + settings.user();
    Map<String, String> folders = new TreeMap<>();
    folders.put("/tmp", "1777");
    folders.put("/app-logs", "1777");
    folders.put("/mr-history", "755");
    folders.put("/user", "755");
    folders.put(home, "755");
    folders.put("/millrace", "755");
    folders.put("/apps/tez", "755");
    folders.put("/apps/hive", "755");
    folders.put(SHARE_LIB_FOLDER, "755");
    folders.put("/tmp/hive", "1777");
    folders.put("/warehouse/managed", "755");
    folders.put("/warehouse/external", "755");
    new HdfsSetup(new HadoopClients(settings)).makeFolders(folders);
  }

  private void tezArchive() throws Exception {
    new HdfsSetup(new HadoopClients(settings))
        .upload(settings.runtimeTarget("tez").resolve("tez.tar.gz"), "/apps/tez/tez.tar.gz");
  }

  private void shareLib() throws Exception {
    new ShareLib(new HadoopClients(settings), clock)
        .upload(
            SHARE_LIB_FOLDER,
            SHARE_LIBS.stream()
                .collect(
                    Collectors.toMap(
                        Function.identity(),
                        action -> settings.runtimeLib("oozie-sharelib-" + action))));
  }
}
