package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanTest {

  private static final Span DAY = Span.parse(Optional.of("2015-05-17"), Optional.empty());
  private static final Span HOURS =
      Span.parse(Optional.empty(), Optional.of("2015-05-17T11,2015-05-17T10"));

  @TempDir private Path root;

  @Test
  void daysAreNamedOneByOneAndHoursInRanges() {
    assertThat(
            Span.parse(Optional.of("2015-05-17..2015-05-18"), Optional.of("2015-05-17T10"))
                .properties())
        .containsEntry("days", "2015-05-17,2015-05-18")
        .containsEntry("hours", "2015-05-17T10");
    assertThat(HOURS).hasToString("2015-05-17T10..2015-05-17T11");
  }

  @Test
  void whatAJobWasRunForIsReadFromItsProperties() {
    // when
    Span days = Span.ofJob(Map.of("days", "2015-05-17,2015-05-18", "root", "hdfs://h/millrace"));

    // then
    assertThat(days).hasToString("2015-05-17..2015-05-18");
    assertThat(days.days()).hasValue("2015-05-17..2015-05-18");
    assertThat(days.hours()).isEmpty();
    assertThat(Span.ofJob(Map.of("hours", "2015-05-17T10")).hours()).hasValue("2015-05-17T10");
    assertThat(Span.ofJob(Map.of())).hasToString("-");
  }

  @Test
  void aWorkflowGetsWhatItDeclaresAndNothingElse() throws Exception {
    WorkflowFolder hourly = workflow("hours");

    assertThatCode(() -> HOURS.requireFor(hourly)).doesNotThrowAnyException();
    assertThatThrownBy(() -> DAY.requireFor(hourly)).hasMessage("Workflow some takes no --days.");
    assertThatThrownBy(() -> new Span(Map.of()).requireFor(hourly))
        .hasMessage("Workflow some needs --hours.");
    assertThatThrownBy(() -> HOURS.requireFor(workflow("days")))
        .hasMessage("Workflow some takes no --hours.");
  }

  @Test
  void whatHasADefaultMayBeLeftOut() throws Exception {
    WorkflowFolder both = workflow("days", "hours");
    assertThatThrownBy(() -> DAY.requireFor(both)).hasMessage("Workflow some needs --hours.");

    Files.writeString(
        both.application().folder().resolve("job.properties"), "hours=2015-05-17T10\n");

    assertThatCode(() -> DAY.requireFor(both)).doesNotThrowAnyException();
  }

  private WorkflowFolder workflow(String... parameters) throws IOException {
    StringBuilder declared = new StringBuilder();
    for (String name : parameters) {
      declared.append("<property><name>%s</name></property>".formatted(name));
    }
    Path folder = Files.createDirectories(root.resolve("oozie/workflows/some"));
    Files.writeString(
        folder.resolve("workflow.xml"),
        "<workflow-app><parameters>%s</parameters></workflow-app>".formatted(declared));
    return WorkflowFolder.require(new Checkout(root), "some");
  }
}
