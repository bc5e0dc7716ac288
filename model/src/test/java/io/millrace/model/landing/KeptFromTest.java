package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.LandedFile.Zone;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptFromTest {

  private static final KeptFrom KEPT = new KeptFrom("2025-12-02", null);

  @Test
  void whatIsGoneIsGone() {
    assertThat(KEPT.and(new KeptFrom("2025-11-01", "2025-10-01")))
        .isEqualTo(new KeptFrom("2025-12-02", "2025-10-01"));
    assertThat(KEPT.and(KeptFrom.EVERYTHING)).isEqualTo(KEPT);
  }

  @Test
  void itsFirstDayIsKept() {
    assertThat(KEPT.keepsRaw("2025-12-02")).isTrue();
    assertThat(KEPT.keepsRaw("2025-12-01")).isFalse();
    assertThat(KEPT.keepsQuarantine("2000-01-01")).isTrue();
    assertThat(new KeptFrom(null, "2025-12-02").quarantineDay("2025-12-01"))
        .isEqualTo("2025-12-02");
  }

  @Test
  void ofLiveTablesEachHasADayOfItsOwn() {
    LogTable pages = LogTable.live("live.page_activity");
    LogTable geography = LogTable.live("live.geography");
    KeptFrom kept = KeptFrom.of(pages, "2025-12-02");

    assertThat(kept.keeps(pages, "2025-12-02")).isTrue();
    assertThat(kept.keeps(pages, "2025-12-01")).isFalse();
    assertThat(kept.keeps(geography, "2000-01-01")).isTrue();
    assertThat(kept.and(KeptFrom.of(pages, "2025-11-01"))).isEqualTo(kept);
    assertThat(kept.and(KeptFrom.of(geography, "2025-11-01")).live())
        .isEqualTo(Map.of("live.page_activity", "2025-12-02", "live.geography", "2025-11-01"));
  }

  @Test
  void everyLaterRecordCarriesIt() {
    World world = new World();
    Landing landing = new Landing(world, Clock.systemUTC());
    LandingState.Ready ready =
        (LandingState.Ready) landing.settle(new LandingState.Starting("one"));
    ready = (LandingState.Ready) landing.settle(landing.offer(ready, drop(KEPT)));
    landing.settle(new LandingState.Starting("two"));

    CommitRecord claim = world.last().orElseThrow();
    assertThat(claim.kind()).isEqualTo(CommitRecord.Kind.CLAIM);
    assertThat(CommitRecordJson.read("test", CommitRecordJson.write(claim)).keptFrom())
        .isEqualTo(KEPT);
    assertThat(CommitRecordJson.read("test", CommitRecordJson.write(ready.last())))
        .isEqualTo(ready.last());
  }

  @Test
  void aDropOfWhatIsGoneDecidesNothing() {
    World world = new World();
    Landing landing = new Landing(world, Clock.systemUTC());
    LandingState.Ready ready =
        (LandingState.Ready) landing.settle(new LandingState.Starting("one"));
    ready = (LandingState.Ready) landing.settle(landing.offer(ready, drop(KEPT)));

    landing.settle(landing.offer(ready, drop(new KeptFrom("2025-12-01", null))));

    assertThat(world.last()).isEqualTo(Optional.of(ready.last()));
  }

  @Test
  void noDayThatIsKeptCanBeDropped() {
    assertThatThrownBy(
            () ->
                new StagedDrop(
                    KEPT,
                    new Drop(
                        "run", null, 0, List.of(partition("2025-12-01"), partition("2025-12-02")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dt=2025-12-02");
  }

  @Test
  void aRecordOfAReleaseBeforeKeepsEverything() {
    CommitRecord claim = CommitRecord.claim(Optional.empty(), "one", Instant.EPOCH);

    assertThat(CommitRecordJson.write(claim)).doesNotContain("kept_from", "drop");
    assertThat(CommitRecordJson.read("test", CommitRecordJson.write(claim)).keptFrom())
        .isEqualTo(KeptFrom.EVERYTHING);
  }

  private static StagedDrop drop(KeptFrom kept) {
    return new StagedDrop(kept, new Drop("run", null, 0, List.of(partition("2025-11-30"))));
  }

  private static DroppedPartition partition(String dt) {
    return new DroppedPartition(
        Zone.RAW, dt, "dt=" + dt + "/hour=10", "rule", "/raw/dt=" + dt, 1, 1, 1);
  }
}
