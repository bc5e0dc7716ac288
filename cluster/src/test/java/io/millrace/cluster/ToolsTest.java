package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir Path checkout;
  private Tools tools;

  @BeforeEach
  void runtimes() throws IOException {
    ClusterSettings settings = new ClusterSettings(checkout, checkout.resolve("home"), 0);
    for (String component : Launches.components()) {
      Path lib = Files.createDirectories(settings.runtimeLib(component));
      Files.createFile(lib.resolve("b.jar"));
      Files.createFile(lib.resolve("a.jar"));
      Files.createFile(lib.resolve("notes.txt"));
    }
    tools = new Tools(settings);
  }

  @Test
  void argumentsArePassedThroughAfterTheMainClass() {
    assertThat(tools.hdfs(List.of("dfs", "-ls", "/a b")).command())
        .endsWith("org.apache.hadoop.fs.FsShell", "-ls", "/a b");
  }

  @Test
  void theClassPathNamesTheJarsInTheirOrder() {
    List<String> command = tools.hdfs(List.of("dfs")).command();

    String lib = checkout.resolve("cluster/runtimes/hadoop/target/lib").toString();
    assertThat(command.get(command.indexOf("-cp") + 1))
        .isEqualTo(checkout.resolve("home/conf/hadoop") + ":" + lib + "/a.jar:" + lib + "/b.jar");
  }

  @Test
  void oneClassServesThreeSubcommandsOfYarnAndIsToldWhich() {
    assertThat(tools.yarn(List.of("app", "-list")).command()).endsWith("application", "-list");
    assertThat(tools.yarn(List.of("container", "-list", "x")).command())
        .endsWith("container", "-list", "x");
    assertThat(tools.yarn(List.of("node", "-list")).command())
        .endsWith("org.apache.hadoop.yarn.client.cli.NodeCLI", "-list");
  }

  @Test
  void anUnknownSubcommandIsRefusedWithTheOnesThatExist() {
    assertThatThrownBy(() -> tools.hdfs(List.of("dsf")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("\"dsf\"")
        .hasMessageContaining("dfs, dfsadmin");
    assertThatThrownBy(() -> tools.yarn(List.of()))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("application");
  }

  @Test
  void theAddressOfThisClusterIsAddedUnlessTheUserNamesOne() {
    assertThat(tools.beeline(List.of("-e", "SELECT 1")).command())
        .containsSequence("-u", "jdbc:hive2://127.0.0.1:10000/default", "-n")
        .endsWith("-e", "SELECT 1");
    assertThat(tools.beeline(List.of("-u", "jdbc:hive2://far:1/")).command())
        .doesNotContain("-n")
        .endsWith("-u", "jdbc:hive2://far:1/");
    assertThat(tools.kafkaTopics(List.of("--list")).command())
        .endsWith("--list", "--bootstrap-server", "127.0.0.1:9092");
    assertThat(tools.kafkaTopics(List.of("--list", "--bootstrap-server=far:1")).command())
        .endsWith("--bootstrap-server=far:1");
    assertThat(tools.oozie(List.of("admin", "-status")).environment())
        .containsEntry("OOZIE_URL", "http://127.0.0.1:11000/oozie");
  }

  @Test
  void settingsOfAnotherInstallationDoNotLeakIn() {
    Launches launches =
        new Launches(
            new ClusterSettings(checkout, checkout, 0),
            Map.of("HADOOP_CONF_DIR", "/etc/hadoop", "SPARK_HOME", "/opt/spark", "LANG", "C"));

    assertThat(launches.environment())
        .doesNotContainKey("SPARK_HOME")
        .containsEntry("LANG", "C")
        .containsEntry("TZ", "UTC")
        .containsEntry("HADOOP_CONF_DIR", checkout.resolve("conf/hadoop").toString());
  }

  @Test
  void aClientsOutputAndExitCodeAreCaptured() throws InterruptedException {
    ToolCommand command =
        new ToolCommand(
            List.of("bash", "-c", "echo $WHAT; echo bad >&2; exit 3"),
            Map.of("PATH", System.getenv("PATH")));

    assertThat(command.with("WHAT", "good").capture())
        .isEqualTo(new Captured(3, "good\n", "bad\n"));
  }
}
