package io.millrace.warehouse.hql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.publish.Marts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts that the workflows run write every mart, and write it as its table is. */
class MartScriptsTest {

  private static final Path WORKFLOWS = Path.of("../oozie/workflows");
  private static final int MOST_ACTIONS = 3;

  /** A name of a table that is read, and the query block that reads it. */
  private static final Pattern READ = Pattern.compile("(?:FROM|JOIN) ((?:raw|dw|ops|mart)\\.\\w+)");

  static Set<String> scripts() {
    return Marts.SCRIPTS.keySet();
  }

  @Test
  void everyScriptIsAnActionOfTheDailyWorkflowAndNoOtherIs() throws IOException {
    // when
    List<String> run = scriptsOf("daily");

    // then
    assertThat(run)
        .containsExactlyInAnyOrderElementsOf(Marts.SCRIPTS.keySet())
        .hasSizeLessThanOrEqualTo(MOST_ACTIONS);
    try (Stream<Path> files = Files.list(Statements.FOLDER.resolve("marts"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".hql", "")))
          .containsExactlyInAnyOrderElementsOf(run);
    }
  }

  @Test
  void theHourlyWorkflowWritesTheMartsOfHoursAndNoOthers() throws IOException {
    assertThat(scriptsOf("hourly").stream().flatMap(script -> Marts.SCRIPTS.get(script).stream()))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(Marts.HOURLY);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptWritesItsMartsWithTheColumnsOfTheirTablesInOrder(String script) {
    // given
    Map<String, List<String>> declared = new LinkedHashMap<>();
    for (String mart : Marts.SCRIPTS.get(script)) {
      List<String> columns = new ArrayList<>(TableDefinition.of("mart." + mart).columns().keySet());
      columns.addAll(Marts.partitionColumns(mart));
      declared.put(mart, columns);
    }

    // when
    Map<String, List<String>> inserted = new LinkedHashMap<>();
    statements(script).forEach(statement -> inserted.putAll(Inserts.of(statement)));

    // then
    assertThat(inserted).containsExactlyInAnyOrderEntriesOf(declared);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptBeginsEachOfItsMartsAnewBesideWhatReadersSee(String script) {
    for (String mart : Marts.SCRIPTS.get(script)) {
      assertThat(statements(script))
          .contains("DROP TABLE IF EXISTS mart.%s_next_${generation}".formatted(mart))
          .contains(
              """
              CREATE EXTERNAL TABLE mart.%1$s_next_${generation} LIKE mart.%1$s
                LOCATION '/millrace/mart/%1$s/_next/${generation}'
                TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false')"""
                  .formatted(mart));
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptReadsNoDayOrHourButItsOwn(String script) {
    boolean isOfHours = Marts.HOURLY.containsAll(Marts.SCRIPTS.get(script));
    String own = isOfHours ? "WHERE (${hours})" : "dt IN (${days})";
    long reads = 0;
    for (String statement : statements(script)) {
      long read = READ.matcher(statement).results().count();
      reads += read;

      assertThat(statement.split(Pattern.quote(own), -1).length - 1).isEqualTo((int) read);
    }
    assertThat(reads).isPositive();
  }

  @Test
  void everyMartIsPartitionedAsItIsPublished() {
    for (String mart : Marts.TABLES) {
      assertThat(TableDefinition.of("mart." + mart).partitions().keySet())
          .as(mart)
          .containsExactlyElementsOf(Marts.partitionColumns(mart));
    }
  }

  /** A month of hours is more than Hive makes partitions of by default. */
  @Test
  void theScriptOfHoursMayWriteAMonthOfThem() {
    assertThat(statements("hours"))
        .contains("SET hive.exec.max.dynamic.partitions = 100000")
        .contains("SET hive.exec.max.dynamic.partitions.pernode = 100000");
  }

  private static List<String> scriptsOf(String workflow) throws IOException {
    List<String> run = new ArrayList<>();
    Pattern.compile("<script>hql/marts/(\\w+)\\.hql</script>")
        .matcher(Files.readString(WORKFLOWS.resolve(workflow).resolve("workflow.xml")))
        .results()
        .forEach(found -> run.add(found.group(1)));
    return run;
  }

  private static List<String> statements(String script) {
    return Statements.of(Statements.FOLDER.resolve("marts/%s.hql".formatted(script)));
  }
}
