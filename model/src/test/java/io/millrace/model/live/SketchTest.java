package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.state.Hash64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches are exact up to the size that they state, and beyond it as near as they state. */
class SketchTest {
  private static final double STANDARD_ERROR = 1 / Math.sqrt(Distinct.EXACT - 2);
  private static final long HASH_OF_NOTHING = 8108582578854636954L;
  private static final long HASH_OF_A_USER = -434249084713909293L;

  @Test
  void distinctIsExactUpToItsSize() {
    Distinct distinct = new Distinct();
    for (int i = 0; i < Distinct.EXACT; i++) {
      distinct.add("u" + i);
      distinct.add("u" + i / 2);
      assertThat(distinct.value()).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 20_000, 300_000})
  void distinctBeyondItIsWithinFourStandardErrors(long different) {
    assertNear(different, i -> "user-" + i);
    assertNear(different, i -> "10.0." + i / 256 + "." + i % 256);
    assertNear(different, i -> new UUID(i, i * 31).toString());
    assertNear(different, i -> Long.toHexString(i * 0x9e3779b97f4a7c15L));
  }

  @Test
  void distinctOnAverageIsRight() {
    double sum = 0;
    int rounds = 40;
    for (int round = 0; round < rounds; round++) {
      String prefix = "round" + round + "-";
      sum += distinct(10_000, i -> prefix + i).value();
    }
    assertThat(sum / rounds / 10_000).isCloseTo(1, within(4 * STANDARD_ERROR / Math.sqrt(rounds)));
  }

  @Test
  void textsThatAreAlikeHaveHashesOfTheirOwn() {
    Set<Long> hashes = new HashSet<>();
    String zeros = "\0".repeat(40);
    for (int length = 0; length <= zeros.length(); length++) {
      assertThat(hashes.add(Hash64.of(zeros.substring(length)))).isTrue();
      assertThat(hashes.add(Hash64.of(zeros.substring(length) + "a"))).isTrue();
      assertThat(hashes.add(Hash64.of("a" + zeros.substring(length) + "b"))).isTrue();
    }
  }

  @Test
  void hashesNeverChange() {
    // Panes of one version of the program are merged with those of the next.
    assertThat(Hash64.of("")).isEqualTo(HASH_OF_NOTHING);
    assertThat(Hash64.of("user-17")).isEqualTo(HASH_OF_A_USER);
  }

  @Test
  void percentilesAreHivesWhileExact() {
    Quantiles quantiles = new Quantiles();
    assertThat(quantiles.percentile(95)).isNull();
    LongStream.of(10, 20, 30, 40).forEach(quantiles::add);

    assertThat(quantiles.percentile(0)).isEqualTo(10);
    assertThat(quantiles.percentile(50)).isEqualTo(25);
    assertThat(quantiles.percentile(95)).isEqualTo(38.5);
    assertThat(quantiles.percentile(100)).isEqualTo(40);
  }

  @Test
  void percentilesOfAnyNumberOfSmallNumbersAreExact() {
    Quantiles quantiles = new Quantiles();
    LongStream.range(0, 100_000).map(i -> i % 1_000).forEach(quantiles::add);
    LongStream.range(0, Quantiles.EXACT).map(i -> 5_000_000 + i).forEach(quantiles::add);

    // Of 101,024 numbers the middle is number 50,511.5, counted from 0; each small one occurs
    // 100 times.
    assertThat(quantiles.percentile(50)).isEqualTo(505);
  }

  @Test
  void percentilesBeyondItAreWithinAThousandth() {
    Quantiles quantiles = new Quantiles();
    LongStream.rangeClosed(0, 1_000_000).map(i -> i * i).forEach(quantiles::add);

    for (int percent = 1; percent <= 100; percent++) {
      double exact = Math.pow(percent * 10_000.0, 2);
      assertThat(quantiles.percentile(percent))
          .isCloseTo(exact, Percentage.withPercentage(100.0 / 1_024));
    }
  }

  @Test
  void sizesAreBounded() {
    PaneValue value = new PaneValue(List.of(new Distinct(), new Quantiles()));
    LongStream.rangeClosed(0, 500_000)
        .forEach(
            i -> {
              value.distinct(0).add("u" + i);
              value.quantiles(1).add(i * 170);
            });

    // Times up to a day: 8 bytes for each of 4,096 hashes and at most 6 for 9,728 numbers.
    assertThat(value.toBytes().length).isLessThan(8 * 4_096 + 6 * 9_728);
  }

  private static void assertNear(long different, LongFunction<String> text) {
    assertThat((double) distinct(different, text).value() / different)
        .isCloseTo(1, within(4 * STANDARD_ERROR));
  }

  private static Distinct distinct(long different, LongFunction<String> text) {
    Distinct distinct = new Distinct();
    LongStream.range(0, different).mapToObj(text).forEach(distinct::add);
    return distinct;
  }
}
