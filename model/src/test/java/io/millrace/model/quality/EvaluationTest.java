package io.millrace.model.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.quality.CheckResult.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Instant END = Instant.parse("2015-05-18T00:00:00Z");
  private static final Check NAMED = new Check.NotNull("named", Severity.BLOCKING, List.of("page"));
  private static final Check SIZE =
      new Check.Volume(
          "size",
          Severity.WARNING,
          Optional.of(new BigDecimal("0.5")),
          Optional.of(new BigDecimal("2")));
  private static final Check YOUNG =
      new Check.Fresh("young", Severity.WARNING, "seen", Duration.ofHours(6));

  @Test
  void aRowThatDoesNotMeetABlockingCheckBlocksAndIsToldWithAllOfIt() {
    // when
    CheckResult result = at(END).of(NAMED, new Measured(10, Map.of(NAMED, 3L), Map.of(), none()));

    // then
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.blocks()).isTrue();
    assertThat(result.sentence())
        .isEqualTo(
            "mart.page_daily dt=2015-05-17: named (page not null): found 3, allowed 0, of 10 rows");
  }

  @Test
  void withoutSuchARowItPasses() {
    CheckResult result = at(END).of(NAMED, new Measured(10, Map.of(NAMED, 0L), Map.of(), none()));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.blocks()).isFalse();
  }

  @Test
  void aFailedWarningBlocksNothing() {
    CheckResult result = at(END).of(SIZE, Measured.empty(OptionalLong.of(100)));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.value()).contains(0.0);
    assertThat(result.blocks()).isFalse();
  }

  @Test
  void theVolumeIsHeldAgainstAWeekBeforeWithBothBoundsIncluded() {
    assertThat(volume(49, 100).status()).isEqualTo(Status.FAILED);
    assertThat(volume(50, 100).status()).isEqualTo(Status.PASSED);
    assertThat(volume(200, 100).status()).isEqualTo(Status.PASSED);
    assertThat(volume(201, 100).status()).isEqualTo(Status.FAILED);
    assertThat(volume(201, 100).value()).contains(2.01);
  }

  @Test
  void withNothingAWeekBeforeThereIsNothingToCompareWith() {
    assertThat(volume(5, 0).status()).isEqualTo(Status.SKIPPED);
    assertThat(at(END).of(SIZE, Measured.empty(none())).status()).isEqualTo(Status.SKIPPED);
  }

  @Test
  void whatIsLatestMayBeSoLongBeforeTheEnd() {
    assertThat(fresh("2015-05-17T18:00:00Z", END).status()).isEqualTo(Status.PASSED);
    assertThat(fresh("2015-05-17T17:59:59Z", END).status()).isEqualTo(Status.FAILED);
    assertThat(fresh("2015-05-17T17:59:59Z", END).value()).contains(21_601.0);
  }

  @Test
  void aPartitionThatHasNotEndedIsHeldAgainstNow() {
    assertThat(fresh("2015-05-17T10:00:00Z", Instant.parse("2015-05-17T15:00:00Z")).status())
        .isEqualTo(Status.PASSED);
  }

  @Test
  void aPartitionWithoutRowsHasNothingThatIsLatest() {
    assertThat(at(END).of(YOUNG, Measured.empty(none())).status()).isEqualTo(Status.SKIPPED);
  }

  private static CheckResult volume(long rows, long before) {
    return at(END).of(SIZE, new Measured(rows, Map.of(), Map.of(), OptionalLong.of(before)));
  }

  private static CheckResult fresh(String latest, Instant now) {
    return at(now)
        .of(YOUNG, new Measured(10, Map.of(), Map.of(YOUNG, Instant.parse(latest)), none()));
  }

  private static Evaluation at(Instant now) {
    return new Evaluation("mart.page_daily", "dt=2015-05-17", END, now);
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }
}
