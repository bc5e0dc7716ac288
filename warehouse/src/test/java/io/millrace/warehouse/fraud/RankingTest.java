package io.millrace.warehouse.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.fraud.FraudModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final Ranking RANKING =
      new Ranking(
          List.of(
              new Ranking.Bin(-1.5, -0.5, 90, 1),
              new Ranking.Bin(2, 2.5, 4, 4),
              new Ranking.Bin(0.5, 1, 6, 3)));

  @Test
  void figuresAreThoseOfTheRankedPayments() {
    assertThat(RANKING.payments()).isEqualTo(100);
    assertThat(RANKING.fraud()).isEqualTo(8);
    assertThat(RANKING.averagePrecision())
        .isCloseTo((4 * 1.0 + 3 * 0.7 + 1 * 0.08) / 8, within(1e-12));
    assertThat(RANKING.recallAt(4)).isEqualTo(0.5);
    assertThat(RANKING.recallAt(6)).isEqualTo(0.625);
    assertThat(RANKING.recallAt(1_000)).isEqualTo(1);
  }

  @Test
  void aThresholdGivesTheBestF1OrKeepsToABudget() {
    assertThat(RANKING.bestValue()).isEqualTo(0.5);
    assertThat(RANKING.valueOf(9)).isEqualTo(2);
    assertThat(RANKING.valueOf(10)).isEqualTo(0.5);
    assertThat(RANKING.valueOf(1)).as("the head is more already").isEqualTo(Math.nextUp(2.5));
  }

  @Test
  void paymentsThatNothingRanksAreOne() {
    Ranking tied =
        new Ranking(
            List.of(
                new Ranking.Bin(1, 1.2, 2, 2),
                new Ranking.Bin(-1, -1, 6, 0),
                new Ranking.Bin(1.1, 1.3, 2, 0)));

    assertThat(tied.bins())
        .containsExactly(new Ranking.Bin(1, 1.3, 4, 2), new Ranking.Bin(-1, -1, 6, 0));
    assertThat(tied.averagePrecision()).isEqualTo(0.5);
    assertThat(tied.recallAt(2)).isEqualTo(0.5);
  }

  @Test
  void aCalibrationGivesBackTheProbabilitiesThatLabelsWereDrawnBy() {
    FraudModel.Calibration drawn = new FraudModel.Calibration(1.5, -2);
    List<Ranking.Bin> bins = new ArrayList<>();
    for (int i = -30; i <= 30; i++) {
      double value = i / 10.0;
      bins.add(
          new Ranking.Bin(value, value, 100_000, Math.round(100_000 * drawn.probability(value))));
    }

    FraudModel.Calibration fitted = PlattScaling.of(new Ranking(bins));

    assertThat(fitted.slope()).isCloseTo(1.5, within(0.001));
    assertThat(fitted.intercept()).isCloseTo(-2, within(0.001));
  }
}
