package io.millrace.cli.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who answers for the tables that no feed owns is read from what makes them. */
class TableOwnerTest {

  @Test
  void eachTableThatAScriptMakesHasAnOwner() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("../hql/ddl"))) {
      for (Path path : scripts.filter(Files::isRegularFile).toList()) {
        HiveScript script = HiveScript.read(path);
        List<String> made =
            script.statements().stream()
                .filter(statement -> statement.startsWith("CREATE EXTERNAL TABLE "))
                .map(s -> s.replaceFirst("(?s)CREATE EXTERNAL TABLE IF NOT EXISTS (\\S+) .*", "$1"))
                .toList();

        assertThat(TableOwner.of(script))
            .extracting(owner -> owner.database() + "." + owner.table())
            .isEqualTo(made);
      }
    }
  }

  @Test
  void itIsSaidOfATableThatIsThere() throws IOException {
    assertThat(TableOwner.of(HiveScript.read(Path.of("../hql/ddl/27_dw_risk_scores.hql"))))
        .extracting(TableOwner::statement)
        .containsExactly(
            "ALTER TABLE dw.risk_scores SET TBLPROPERTIES ('millrace.owner' = 'fraud')");
  }
}
