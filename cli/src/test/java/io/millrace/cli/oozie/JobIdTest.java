package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.oozie.JobId.Kind;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

  private static final String JOB = "0000003-260101000000000-oozie-root-";

  @Test
  void theLastLetterSaysWhatItIs() {
    assertThat(JobId.parse(JOB + "W").kind()).isEqualTo(Kind.WORKFLOW);
    assertThat(JobId.parse(JOB + "C").kind()).isEqualTo(Kind.COORDINATOR);
    assertThat(JobId.parse(JOB + "B").kind()).isEqualTo(Kind.BUNDLE);
  }

  @Test
  void whatStandsBehindTheAtIsAPart() {
    assertThat(JobId.parse(JOB + "W@page_daily").part()).contains("page_daily");
    assertThat(JobId.parse(JOB + "C@12").job()).isEqualTo(JOB + "C");
    assertThat(JobId.parse(JOB + "C@12")).hasToString(JOB + "C@12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "daily",
        "application_1700000000000_0012",
        "0000003-260101000000000-oozie-root",
        "0000003-260101000000000-oozie-root-C@daily",
        "0000003-260101000000000-oozie-root-C@0",
        "0000003-260101000000000-oozie-root-B@1"
      })
  void whatIsNoIdIsToldWithItself(String text) {
    assertThatThrownBy(() -> JobId.parse(text))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(text.replaceFirst("B@1$", "B"))
        .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
        .extracting(CommandFailure::status)
        .isEqualTo(ExitStatus.USAGE);
  }
}
