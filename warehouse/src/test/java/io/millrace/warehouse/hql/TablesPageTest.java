package io.millrace.warehouse.hql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of tables is what the definitions say. */
class TablesPageTest {

  private static final Path PAGE = Path.of("../docs/tables.md");
  private static final String WRITE = "millrace.write-docs";

  @Test
  void thePageOfTablesIsWhatTheirDefinitionsSay() throws IOException {
    // given
    String page = TablesPage.text();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, page);
    }

    // then
    assertThat(PAGE)
        .as(
            "docs/tables.md; to write it anew: mvn test -pl warehouse -am -Dtest=TablesPageTest -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
            WRITE)
        .content()
        .isEqualTo(page);
  }
}
