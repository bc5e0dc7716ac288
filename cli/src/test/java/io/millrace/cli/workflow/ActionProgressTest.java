package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActionProgressTest {

  @Test
  void oozieNamesApplicationsAsJobs() {
    assertThat(ActionProgress.applicationOf("job_1700000000000_0012"))
        .contains("application_1700000000000_0012");
    assertThat(ActionProgress.applicationOf("application_1700000000000_0012"))
        .contains("application_1700000000000_0012");
  }

  @Test
  void ofSeveralChildrenTheFirstIsNamed() {
    assertThat(ActionProgress.applicationOf("job_17_0012,job_17_0013"))
        .contains("application_17_0012");
  }

  @Test
  void anActionWithoutAnApplicationHasNone() {
    assertThat(ActionProgress.applicationOf(null)).isEmpty();
    assertThat(ActionProgress.applicationOf("-")).isEmpty();
    assertThat(ActionProgress.applicationOf("")).isEmpty();
  }
}
