package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.LandingState.Deciding;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingState.Starting;
import io.millrace.model.landing.LandingState.Sweeping;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandingTest {

  private final World world = new World();
  private final Landing landing = new Landing(world, Clock.systemUTC());

  @Test
  void aReplayOfLandedOffsetsIsRecognisedByItsRanges() {
    Ready ready = landed(0, 10);

    assertThat(landing.offer(ready, batch(0, 10))).isInstanceOf(Sweeping.class);
    assertThat(landing.offer(ready, batch(10, 12))).isInstanceOf(Deciding.class);
  }

  @Test
  void aGapStopsTheFeedAndNamesTheOffsets() {
    Ready ready = landed(0, 10);

    assertThatThrownBy(() -> landing.offer(ready, batch(12, 20)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("offsets [10, 12) would be lost");
  }

  @Test
  void anOverlapStopsTheFeed() {
    Ready ready = landed(0, 10);

    assertThatThrownBy(() -> landing.offer(ready, batch(5, 12)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("would double records");
  }

  @Test
  void aNewDriverFencesTheOldOne() {
    Ready old = landed(0, 10);
    LandingState fresh = landing.settle(new Starting("fresh"));

    assertThat(landing.settle(landing.offer(old, batch(10, 12)))).isInstanceOf(Fenced.class);
    assertThat(landing.settle(landing.offer((Ready) fresh, batch(10, 12))))
        .isInstanceOf(Ready.class);
  }

  private Ready landed(long from, long until) {
    Ready ready = (Ready) landing.settle(new Starting("old"));
    return (Ready) landing.settle(landing.offer(ready, batch(from, until)));
  }

  private static StagedBatch batch(long from, long until) {
    return new StagedBatch(
        List.of(new BatchRange(0, from, until, until - from, 0)),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Duration.ZERO);
  }
}
