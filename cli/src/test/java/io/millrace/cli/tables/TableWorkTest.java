package io.millrace.cli.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.warehouse.table.TableChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TableWorkTest {

  private static final TableChange SOMEBODY_ELSES =
      new TableChange(
          List.of(), List.of(), List.of(), List.of("dw.sessions_masked is there: rename it"));

  /** What is there, each made by the statement of its name. */
  private final Set<String> there = new LinkedHashSet<>();

  @Test
  void allIsMadeButWhatSomebodyElseHasTheNameOf() throws IOException {
    // when
    List<String> done = work(there::add).untilDone();

    // then
    assertThat(there).containsExactly("dw.visits", "dw.visits_masked");
    assertThat(done).containsExactly("dw.visits: created", "dw.visits_masked: created");
  }

  @Test
  void whatHiveRefusedOnceIsMadeByTheNextTry() throws IOException {
    // given
    List<String> asked = new ArrayList<>();

    // when
    List<String> done =
        work(statement -> {
              asked.add(statement);
              if (asked.size() == 2) {
                throw new CommandFailure(ExitStatus.FAILED, "busy");
              }
              there.add(statement);
            })
            .untilDone();

    // then
    assertThat(asked).containsExactly("dw.visits", "dw.visits_masked", "dw.visits_masked");
    assertThat(done).containsExactly("dw.visits: created", "dw.visits_masked: created");
  }

  @Test
  void whatHiveTakesAndDoesNotDoIsTold() {
    assertThatThrownBy(() -> work(statement -> {}).untilDone())
        .hasMessageContaining("feed visits, but they are still not as declared");
  }

  @Test
  void nothingIsRunWhereOneThingCannotBeMade() {
    // given
    TableChange impossible =
        new TableChange(List.of(), List.of(), List.of("raw.visits is a view"), List.of());
    TableWork work =
        new TableWork("visits", () -> List.of(change("dw.visits"), impossible), there::add);

    // then
    assertThatThrownBy(work::untilDone)
        .hasMessage("Feed visits: raw.visits is a view.")
        .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
        .extracting(CommandFailure::status)
        .isEqualTo(ExitStatus.USAGE);
    assertThat(there).isEmpty();
  }

  private TableWork work(Consumer<String> hive) {
    return new TableWork(
        "visits",
        () -> List.of(change("dw.visits"), SOMEBODY_ELSES, change("dw.visits_masked")),
        hive);
  }

  private TableChange change(String name) {
    return there.contains(name)
        ? new TableChange(List.of(), List.of(), List.of(), List.of())
        : new TableChange(List.of(name + ": created"), List.of(name), List.of(), List.of());
  }
}
