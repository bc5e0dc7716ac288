package io.millrace.cli.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HiveScriptTest {

  @Test
  void aSemicolonEndsAStatementAndTheLastOneNeedsNone() {
    assertThat(HiveScript.split("SELECT 1;\nSELECT 2")).containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void semicolonsInStringsNamesAndCommentsEndNothing() {
    // given
    String script =
        """
        -- first; not a statement
        CREATE TABLE t (a STRING COMMENT 'one; two -- three', `b;c` INT) /* four; */ COMMENT "five;";
        """;

    // when
    List<String> statements = HiveScript.split(script);

    // then
    assertThat(statements).hasSize(1);
    assertThat(statements.get(0))
        .startsWith("CREATE TABLE t (a STRING COMMENT 'one; two -- three', `b;c` INT)")
        .endsWith("COMMENT \"five;\"")
        .doesNotContain("four");
  }

  @Test
  void anEscapedQuoteDoesNotCloseAString() {
    assertThat(HiveScript.split("SELECT 'it\\'s; one'; SELECT 2"))
        .containsExactly("SELECT 'it\\'s; one'", "SELECT 2");
  }

  @Test
  void commentsAndEmptyStatementsAreLeftOut() {
    assertThat(HiveScript.split("-- nothing\n;;\n /* at all */ ;")).isEmpty();
  }

  @Test
  void everyStatementOfTheProjectCanBeRunAgain() throws IOException {
    // given
    Path ddl = Path.of("../hql/ddl");

    // then
    try (Stream<Path> scripts = Files.list(ddl)) {
      // what lies in ddl/added is run only where it is missing
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        assertThat(HiveScript.read(script).statements())
            .as(script.toString())
            .isNotEmpty()
            .allMatch(
                s ->
                    s.contains(" IF NOT EXISTS")
                        || s.startsWith("CREATE OR REPLACE ")
                        || isDroppedBefore(s, script));
      }
    }
  }

  /** A drop can always be run again, and so can what follows it. */
  private static boolean isDroppedBefore(String statement, Path script) {
    if (statement.startsWith("DROP FUNCTION IF EXISTS ")) {
      return true;
    }
    String name = statement.replaceFirst("(?s)CREATE FUNCTION (\\S+).*", "$1");
    try {
      return HiveScript.read(script).statements().contains("DROP FUNCTION IF EXISTS " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
