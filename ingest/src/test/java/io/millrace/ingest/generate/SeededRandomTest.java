package io.millrace.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  @Test
  void sameSeedGivesTheSameSequenceOnEveryMachine() {
    SeededRandom random = new SeededRandom(42);

    // Pinned: another value means that every generated file changes.
    assertThat(random.nextLong()).isEqualTo(-7450291807549245335L);
    assertThat(random.id()).isEqualTo("290db4bf2570ded72a990be63a01b2d5");
    assertThat(random.gaussian()).isEqualTo(0.3114661049473432);
  }

  @Test
  void aNamedPartDoesNotDependOnWhatOthersDraw() {
    SeededRandom fresh = new SeededRandom(7);
    SeededRandom used = new SeededRandom(7);
    used.nextLong();

    assertThat(used.named("pages").nextLong()).isEqualTo(fresh.named("pages").nextLong());
    assertThat(fresh.named("pages").nextLong()).isNotEqualTo(fresh.named("places").nextLong());
    assertThat(fresh.numbered(1).nextLong()).isNotEqualTo(fresh.numbered(2).nextLong());
  }

  @Property
  void drawsStayWithinTheirBounds(
      @ForAll long seed, @ForAll @IntRange(min = 1) int bound, @ForAll short least) {
    SeededRandom random = new SeededRandom(seed);

    assertThat(random.below(bound)).isBetween(0, bound - 1);
    assertThat(random.between(least, least + 10)).isBetween((int) least, least + 10);
    assertThat(random.between((long) least, least + 86_400_000_000L))
        .isBetween((long) least, least + 86_400_000_000L);
    assertThat(random.unit()).isGreaterThanOrEqualTo(0).isLessThan(1);
    assertThat(random.exponential(1)).isGreaterThanOrEqualTo(0).isFinite();
    assertThat(random.gaussian()).isFinite();
    assertThat(random.id()).matches("[0-9a-f]{32}");
  }

  @Test
  void weightsAreKept() {
    WeightedChoice choice = new WeightedChoice(1, 0, 3, 6);
    SeededRandom random = new SeededRandom(1);
    int[] drawn = new int[4];
    for (int i = 0; i < 100_000; i++) {
      drawn[choice.draw(random)]++;
    }

    // four standard deviations of a binomial of 100,000 are below 700
    assertThat(drawn[0]).isCloseTo(10_000, within(700));
    assertThat(drawn[1]).isZero();
    assertThat(drawn[2]).isCloseTo(30_000, within(700));
    assertThat(drawn[3]).isCloseTo(60_000, within(700));
  }

  @Test
  void weightsWithoutAnyChoiceAreRefused() {
    assertThatThrownBy(() -> new WeightedChoice(0, 0)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> new WeightedChoice(1, -1)).hasMessageContaining("-1.0");
  }
}
