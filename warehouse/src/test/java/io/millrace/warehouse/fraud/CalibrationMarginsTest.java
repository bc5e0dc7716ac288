package io.millrace.warehouse.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.fraud.FraudModel;
import io.millrace.warehouse.publish.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CalibrationMarginsTest {

  private static final List<LocalDate> DAYS =
      List.of(LocalDate.parse("2026-01-09"), LocalDate.parse("2026-01-10"));

  /** Of rare fraud, so that all probabilities are small. */
  private static final FraudModel.Calibration RARE = new FraudModel.Calibration(1, -12);

  private static final CalibrationMargins MARGINS =
      new CalibrationMargins(
          new Ranking(
              List.of(
                  new Ranking.Bin(3.0004, 3.0006, 10, 2),
                  new Ranking.Bin(2.9991, 2.9994, 10, 2),
                  new Ranking.Bin(-2, -1.9995, 1_000, 1))),
          new Ranking(
              List.of(
                  new Ranking.Bin(2.9991, 2.9994, 5, 2), new Ranking.Bin(-2, -1.9995, 500, 1))));

  @Test
  void aBudgetIsSpentOnPaymentsWithoutALabelToo() throws Exception {
    assertThat(threshold(20)).isEqualTo(RARE.probability(2.9991));
    assertThat(threshold(19)).isEqualTo(RARE.probability(3.0004));
    assertThat(MARGINS.threshold(RARE, OptionalLong.empty())).isEqualTo(RARE.probability(2.9991));
  }

  @Test
  void aBudgetThatTheFirstPaymentsExceedIsNotSpent() throws Exception {
    assertThat(threshold(9)).isGreaterThan(RARE.probability(3.0006)).isLessThan(1);
    FraudModel.Calibration sure = new FraudModel.Calibration(100, 0);
    assertThatThrownBy(() -> MARGINS.threshold(sure, OptionalLong.of(9)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("more than the 9 payments");
  }

  @Test
  void sumsThatSayTheSameOrTheContraryAreNoModel() {
    Ranking same = new Ranking(List.of(new Ranking.Bin(0, 0, 100, 10)));
    Ranking contrary =
        new Ranking(List.of(new Ranking.Bin(1, 1, 100, 1), new Ranking.Bin(-1, -1, 100, 50)));

    assertThatThrownBy(() -> new CalibrationMargins(same, same).calibration(DAYS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("from 2026-01-09 to 2026-01-10")
        .hasMessageContaining("no better than chance: it says the same of all payments");
    assertThatThrownBy(() -> new CalibrationMargins(contrary, contrary).calibration(DAYS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("fraud no more often than the rest");
  }

  private static double threshold(long most) throws RefusedException {
    return MARGINS.threshold(RARE, OptionalLong.of(most));
  }
}
