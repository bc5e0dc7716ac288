package io.millrace.acceptance;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how many tasks workflow {@code fraud} evaluated payments.
 *
 * @param asked how many there were
 * @param busy how many of them had payments; empty where that is not known
 */
record BusyTasks(int asked, OptionalInt busy) {

  private static final Pattern TOLD = Pattern.compile("payments were evaluated by (\\d+) tasks");

  /** As the log of the workflow's driver has it. */
  static BusyTasks of(int asked, String log) {
    Matcher told = TOLD.matcher(log);
    return new BusyTasks(
        asked, told.find() ? OptionalInt.of(Integer.parseInt(told.group(1))) : OptionalInt.empty());
  }

  boolean isKnown() {
    return busy.isPresent();
  }

  /**
   * Why rows that are equal say nothing of payments that are spread over so many tasks; empty where
   * they do.
   */
  Optional<String> complaint() {
    if (busy.isEmpty()) {
      return Optional.of(
          "UNKNOWN TASKS: the driver's log of workflow fraud does not say how many of %d tasks had payments to evaluate"
              .formatted(asked));
    }
    return busy.getAsInt() < asked
        ? Optional.of(
            "NOT ENOUGH TASKS: %d of %d had payments to evaluate; more --payments are of more accounts, fewer --tasks have some each"
                .formatted(busy.getAsInt(), asked))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "payments evaluated by %s tasks"
        .formatted(busy.isPresent() ? busy.getAsInt() : "an unknown number of");
  }
}
