package io.millrace.warehouse.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiveScriptMainTest {

  @TempDir private Path folder;

  @Test
  void aScriptThatHadASessionWasRun() throws IOException {
    Path said =
        said(
            """
            Connecting to jdbc:hive2://127.0.0.1:10000/default
            Connected to: Apache Hive (version 4.0.0)
            Driver: Hive JDBC (version 4.0.0)
            0: jdbc:hive2://127.0.0.1:10000/default> SELECT 1;
            """);

    assertThatCode(() -> HiveScriptMain.requireSession(said)).doesNotThrowAnyException();
  }

  @Test
  void aScriptWithoutASessionFailsThoughBeelineEndedWell() throws IOException {
    Path said =
        said(
            """
            Connecting to jdbc:hive2://127.0.0.1:10000/default
            Could not open connection to the HS2 server. Please check the server URI and if the URI is correct, then ask the administrator to check the server status.
            Error: Could not open client transport with JDBC Uri: jdbc:hive2://127.0.0.1:10000/default: java.net.ConnectException: Connection refused (state=08S01,code=0)
            """);

    assertThatThrownBy(() -> HiveScriptMain.requireSession(said))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no statement of the script was run");
  }

  @Test
  void aStatementThatIsWrongIsTheReasonAndARefusal() {
    Failure failure =
        HiveScriptMain.judge(
            new SecurityException("Intercepted System.exit(2)"),
            "Connected to: Apache Hive\nError: Error while compiling statement: FAILED: SemanticException [Error 10001]: Line 3:5 Table not found 'x' (state=42S02,code=10001)\n");

    assertThat(failure)
        .isEqualTo(
            new Failure(
                true,
                "Error while compiling statement: FAILED: SemanticException [Error 10001]: Line 3:5 Table not found 'x'"));
  }

  @Test
  void withoutAnErrorOfHivesTheFailureStaysAsItWas() {
    assertThat(HiveScriptMain.judge(new SecurityException("Intercepted System.exit(1)"), ""))
        .isEqualTo(new Failure(false, "Intercepted System.exit(1)"));
    assertThat(
            HiveScriptMain.judge(
                new IOException("no statement of the script was run"),
                "Error: Could not open client transport: Connection refused (state=08S01,code=0)"))
        .isEqualTo(new Failure(false, "no statement of the script was run"));
  }

  private Path said(String text) throws IOException {
    return Files.writeString(folder.resolve("said.log"), text);
  }
}
