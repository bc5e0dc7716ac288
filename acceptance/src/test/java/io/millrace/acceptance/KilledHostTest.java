package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(30)
class KilledHostTest {

  @Test
  void everyPartOfTheTopicHasAKillAndTheLastOneHasWorkLeft() {
    List<Long> places = KilledHost.places(1_000_000, 20, new Random(42));

    assertThat(places).hasSize(20).isSorted();
    for (int i = 0; i < places.size(); i++) {
      assertThat(places.get(i)).isBetween(i * 47_500L, (i + 1) * 47_500L);
    }
    assertThat(KilledHost.places(1_000_000, 20, new Random(42))).isEqualTo(places);
    assertThat(KilledHost.places(1_000_000, 0, new Random(42))).isEmpty();
  }
}
