package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationFolderTest {

  private static final String NOTIFICATION = "oozie.wf.workflow.notification.url";

  @TempDir private Path root;

  @Test
  void parametersAreThoseThatTheDefinitionDeclaresAndTheAddressThatOozieCalls() throws Exception {
    // given
    define(
        "hourly",
        """
        <workflow-app xmlns="uri:oozie:workflow:1.0" name="hourly">
          <parameters>
            <property><name>days</name></property>
            <property><name>session_gap</name><value>PT30M</value></property>
          </parameters>
          <start to="end"/>
          <action name="a"><java><configuration><property><name>other</name></property></configuration></java></action>
          <end name="end"/>
        </workflow-app>
        """);
    Files.writeString(root.resolve("oozie/workflows/hourly/job.properties"), "session_gap=PT1H\n");

    // when
    ApplicationFolder workflow =
        ApplicationFolder.require(new Checkout(root), Kind.WORKFLOW, "hourly");

    // then
    assertThat(workflow.parameters())
        .containsExactly("days", "oozie.wf.workflow.notification.url", "session_gap");
    assertThat(workflow.defaults()).containsEntry("session_gap", "PT1H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pager", "ftp://127.0.0.1/", "http:///?job=$jobId", "http://a b/"})
  void whatOozieCannotCallIsNoAddressToTell(String address) throws Exception {
    // given
    define("hourly", "<workflow-app/>");
    ApplicationFolder workflow =
        ApplicationFolder.require(new Checkout(root), Kind.WORKFLOW, "hourly");

    // then
    assertThatThrownBy(() -> workflow.requireGood(Map.of(NOTIFICATION, address)))
        .hasMessageContaining(NOTIFICATION + " is '" + address + "'")
        .hasMessageContaining("http://127.0.0.1:8099/?job=$jobId&status=$status");
    workflow.requireGood(Map.of(NOTIFICATION, "https://pager.example/?$jobId=$status"));
    workflow.requireGood(Map.of("days", "2026-01-31"));
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsNoWorkflow() throws Exception {
    // given
    define("hourly", "<workflow-app/>");

    // then
    assertThatThrownBy(
            () ->
                ApplicationFolder.require(new Checkout(root), Kind.WORKFLOW, "../workflows/hourly"))
        .hasMessage("There is no workflow '../workflows/hourly'; there are: hourly.");
  }

  @Test
  void aBrokenDefinitionIsNamed() throws Exception {
    // given
    define("hourly", "<workflow-app>");
    ApplicationFolder workflow =
        ApplicationFolder.require(new Checkout(root), Kind.WORKFLOW, "hourly");

    // then
    assertThatThrownBy(workflow::parameters).hasMessageContaining("is no well-formed workflow");
  }

  private void define(String name, String definition) throws Exception {
    Path folder = Files.createDirectories(root.resolve("oozie/workflows").resolve(name));
    Files.writeString(folder.resolve("workflow.xml"), definition);
  }
}
