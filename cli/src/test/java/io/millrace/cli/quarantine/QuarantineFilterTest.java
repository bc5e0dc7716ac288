package io.millrace.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.record.RefusalReason;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineFilterTest {

  @Test
  void whatIsNotAskedForIsNoCondition() {
    assertThat(
            new QuarantineFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                .condition())
        .isEqualTo("true");
  }

  @Test
  void everythingThatIsAskedForMustHold() {
    assertThat(
            new QuarantineFilter(
                    Optional.of("orders"),
                    Optional.of(LocalDate.parse("2026-05-01")),
                    Optional.of(LocalDate.parse("2026-05-02")),
                    Optional.of(RefusalReason.RULE),
                    Optional.of("positive"))
                .condition())
        .isEqualTo(
            "q.feed = 'orders' AND q.dt >= '2026-05-01' AND q.dt <= '2026-05-02' AND q.reason = 'RULE' AND q.rule = 'positive'");
  }

  @Test
  void textFromOutsideCannotLeaveItsQuotes() {
    assertThat(
            new QuarantineFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("x' OR '1'='1\\"))
                .condition())
        .isEqualTo("q.rule = 'x\\' OR \\'1\\'=\\'1\\\\'");
  }
}
