package io.millrace.cli.tables;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.warehouse.table.TableChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a feed's tables and views what they should be, beside others who do so too.
 *
 * @param feed its name
 * @param plan what is to be done, looked at again and again
 * @param hive runs a statement, or throws a {@link CommandFailure} with Hive's words
 */
record TableWork(String feed, Plan plan, Consumer<String> hive) {

  /** Another process may change the same table meanwhile; what is missing is then done. */
  private static final int TRIES = 3;

  /** Looks what is to be done. */
  interface Plan {

    /** What each lacks, which may be nothing. */
    List<TableChange> look() throws IOException;
  }

  /**
   * Works until nothing is to be done. What a change leaves is left.
   *
   * @return what was changed, for people
   * @throws CommandFailure with Hive's words when it refuses, or when they cannot become so
   */
  List<String> untilDone() throws IOException {
    List<String> done = new ArrayList<>();
    Optional<CommandFailure> refused = Optional.empty();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<TableChange> changes = missing();
      if (changes.isEmpty()) {
        return done;
      }
      requirePossible(changes);
      try {
        for (TableChange change : changes) {
          change.statements().forEach(hive);
          done.addAll(change.summary());
        }
        refused = Optional.empty();
      } catch (CommandFailure e) {
        refused = Optional.of(e);
      }
    }
    if (missing().isEmpty()) {
      return done;
    }
    throw refused.orElseGet(
        () ->
            new CommandFailure(
                ExitStatus.FAILED,
                "Hive took every statement for the tables of feed %s, but they are still not as declared. More in: millrace logs hiveserver2"
                    .formatted(feed)));
  }

  private List<TableChange> missing() throws IOException {
    return plan.look().stream().filter(change -> !change.isNothing()).toList();
  }

  private void requirePossible(List<TableChange> changes) {
    List<String> obstacles = changes.stream().flatMap(c -> c.obstacles().stream()).toList();
    if (!obstacles.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "Feed %s: %s.".formatted(feed, String.join("; ", obstacles)));
    }
  }
}
