package io.millrace.ingest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AliasTableTest {
  private static final int DRAWS = 100_000;

  @Property(tries = 50)
  void anIndexIsDrawnAsOftenAsItsWeightSays(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 100) Double> given,
      @ForAll long seed) {
    // given weights of which one is surely positive
    double[] weights = given.stream().mapToDouble(Double::doubleValue).toArray();
    weights[0] += 1;
    double sum = Arrays.stream(weights).sum();

    // when
    AliasTable table = new AliasTable(weights);
    SplittableRandom random = new SplittableRandom(seed);
    int[] drawn = new int[weights.length];
    for (int i = 0; i < DRAWS; i++) {
      drawn[table.pick(random)]++;
    }

    // then each is within six standard deviations
    for (int i = 0; i < weights.length; i++) {
      double expected = weights[i] / sum;
      double deviation = Math.sqrt(expected * (1 - expected) / DRAWS);
      assertThat(drawn[i] / (double) DRAWS).isCloseTo(expected, within(6 * deviation + 1e-9));
    }
  }

  static List<double[]> illegal() {
    return List.of(
        new double[] {},
        new double[] {0, 0},
        new double[] {1, -1, 3},
        new double[] {1, Double.NaN},
        new double[] {Double.POSITIVE_INFINITY, 1});
  }

  @ParameterizedTest
  @MethodSource("illegal")
  void weightsThatAreNoneAreRefused(double[] weights) {
    assertThatThrownBy(() -> new AliasTable(weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Weights");
  }
}
