package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir private Path home;

  @Test
  void theListSaysWhatEachReportAnswersAndWhatCanBeSet() {
    // when
    CommandRun run = CommandRun.of(home, "report", "list");

    // then
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^NAME +QUESTION +VARIABLES$")
        .containsPattern("(?m)^page_share +What share .*\\? +page=/products$")
        .containsPattern("(?m)^session_behaviour +How long .*\\?$");
  }

  @Test
  void anUnknownReportIsAUsageErrorThatNamesTheOthers() {
    // when
    CommandRun run = CommandRun.of(home, "report", "run", "weather", "--dt", "2015-05-17");

    // then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("There is no report 'weather'", "session_behaviour", "millrace report list");
  }

  @Test
  void aDayThatIsNoneIsAUsageErrorThatNamesIt() {
    // when
    CommandRun run = CommandRun.of(home, "report", "run", "traffic", "--dt", "2015-02-30");

    // then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--dt 2015-02-30: '2015-02-30' is neither a day");
  }

  @Test
  void aVariableThatTheReportLacksIsAUsageError() {
    // when
    CommandRun run =
        CommandRun.of(home, "report", "run", "traffic", "--dt", "2015-05-17", "--set", "page=/");

    // then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Report traffic has no variable 'page'");
  }

  @Test
  void aFormThatIsNoneIsAUsageErrorWithThoseThatAre() {
    // when
    CommandRun run =
        CommandRun.of(home, "report", "run", "traffic", "--dt", "2015-05-17", "--format", "xml");

    // then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--format is xml; legal: table, csv.");
  }

  @Test
  void withoutAClusterItSaysHowToStartOne() {
    // when
    CommandRun run = CommandRun.of(home, "report", "run", "traffic", "--dt", "2015-05-17");

    // then
    assertThat(run.code()).isEqualTo(6);
    assertThat(run.err()).contains("is not up. Start it with: millrace up");
  }
}
