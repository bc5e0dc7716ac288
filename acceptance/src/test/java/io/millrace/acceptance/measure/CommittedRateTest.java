package io.millrace.acceptance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(30)
class CommittedRateTest {

  @Test
  void theFirstAndAllBeforeTheirEndDoNotCount() {
    List<Long> appended = List.of(5_000L, 1_000L, 1_400L, 2_000L, 3_400L);

    assertThat(CommittedRate.perSecond(appended, 2)).isEqualTo(3_000.0 / 3_600);
    assertThat(CommittedRate.perSecond(appended, 4)).isEqualTo(1_000.0 / 1_600);
  }

  @Test
  void noMoreThanWhatDoesNotCountHasNoRate() {
    assertThatThrownBy(() -> CommittedRate.perSecond(List.of(1L, 2L), 2))
        .hasMessage("2 records are no more than the 2 that do not count");
  }
}
