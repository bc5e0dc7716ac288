package io.millrace.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.quality.Check;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.hql.TableDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundledChecksTest {

  @Test
  void theyAskForColumnsThatTheirTablesHave() {
    for (Map.Entry<String, List<Check>> table :
        Quality.load(Path.of("../conf/quality.yaml")).tables().entrySet()) {
      for (Check check : table.getValue()) {
        assertThat(TableDefinition.of(table.getKey()).columns().keySet())
            .as("%s of %s", check.name(), table.getKey())
            .containsAll(check.columns());
        if (check instanceof Check.References other) {
          assertThat(TableDefinition.of(other.table()).columns()).containsKey(other.to());
        }
      }
    }
  }
}
