package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(30)
class BusyTasksTest {

  private static final String LOG =
      "26/01/05 10:00:00 INFO FraudTables: payments were evaluated by 4 tasks\n";

  @Test
  void asManyAsAskedAreEnough() {
    BusyTasks tasks = BusyTasks.of(4, "26/01/05 09:59:00 INFO begun\n" + LOG);

    assertThat(tasks.complaint()).isEmpty();
    assertThat(tasks).hasToString("payments evaluated by 4 tasks");
  }

  @Test
  void fewerThanAskedAreToldWithBothNumbers() {
    assertThat(BusyTasks.of(5, LOG).complaint().orElseThrow())
        .startsWith("NOT ENOUGH TASKS: 4 of 5 had payments to evaluate");
  }

  @Test
  void aLogThatDoesNotSayProvesNothing() {
    BusyTasks tasks = BusyTasks.of(4, "logs are not there yet");

    assertThat(tasks.isKnown()).isFalse();
    assertThat(tasks.complaint().orElseThrow()).startsWith("UNKNOWN TASKS: ");
    assertThat(tasks).hasToString("payments evaluated by an unknown number of tasks");
  }
}
