package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.ToolCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PassThroughCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dfs|-ls|-R|/millrace",
        "-hiveconf|a=b|-e|SELECT 'x';",
        "--outputformat=csv2|-f|q.hql|--help",
        "@not-a-file|--debug|-h|--",
        "|'quoted'|\"too\""
      })
  void argumentsReachTheClientAsTheyAre(String joined) {
    // given
    List<String> arguments = List.of(joined.split("\\|", -1));
    Recorder recorder = new Recorder();

    // when
    int code =
        PassThroughCommand.line(recorder)
            .setExpandAtFiles(false)
            .execute(arguments.toArray(String[]::new));

    // then
    assertThat(recorder.seen).isEqualTo(arguments);
    assertThat(code).isEqualTo(7);
  }

  @Test
  void twoDashesLetTheClientsOwnHelpThrough() {
    // given
    Recorder recorder = new Recorder();

    // when
    PassThroughCommand.line(recorder).execute("--", "--help");

    // then
    assertThat(recorder.seen).containsExactly("--help");
  }

  @Test
  void scriptsAreQuietUnlessTheUserDecides() {
    // given
    List<String> noServerLog = List.of("--hiveconf", "hive.server2.logging.operation.level=NONE");

    // then
    assertThat(quiet("-e", "SELECT 1"))
        .containsExactly("--silent=true", noServerLog.get(0), noServerLog.get(1), "-e", "SELECT 1");
    assertThat(quiet()).isEqualTo(noServerLog);
    assertThat(quiet("--silent=false", "-e", "SELECT 1"))
        .containsExactly("--silent=false", "-e", "SELECT 1");
    assertThat(quiet("-u", "jdbc:hive2://elsewhere:10000/"))
        .containsExactly("-u", "jdbc:hive2://elsewhere:10000/");
  }

  private static List<String> quiet(String... arguments) {
    return PassThroughCommand.Sql.quietUnlessAsked(List.of(arguments));
  }

  @CommandLine.Command(name = "recorder")
  private static final class Recorder extends PassThroughCommand {

    private List<String> seen;

    Recorder() {
      super(new Invocation(Path.of("."), Map.of(), Clock.systemUTC(), null));
    }

    @Override
    ToolCommand tool(List<String> arguments) {
      seen = List.copyOf(arguments);
      return new ToolCommand(List.of("sh", "-c", "exit 7"), Map.of());
    }
  }
}
