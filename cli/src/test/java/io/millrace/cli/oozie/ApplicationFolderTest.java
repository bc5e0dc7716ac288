package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFolderTest {

  @TempDir private Path root;

  @Test
  void parametersAreThoseThatTheDefinitionDeclares() throws Exception {
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
    assertThat(workflow.parameters()).containsExactly("days", "session_gap");
    assertThat(workflow.defaults()).containsEntry("session_gap", "PT1H");
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
