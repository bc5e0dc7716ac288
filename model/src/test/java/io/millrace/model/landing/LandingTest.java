package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.LandingState.Deciding;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingState.Starting;
import io.millrace.model.landing.LandingState.Sweeping;
import io.millrace.model.landing.OffsetGap.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  void aPartitionThatTheLogDoesNotKnowIsLandedFromItsFirstRecord() {
    Ready ready = landed(0, 10);

    assertThatThrownBy(() -> landing.offer(ready, batch(1, 3, 5)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("partition 1")
        .hasMessageContaining("offsets [0, 3) would be lost");
    assertThat(landing.offer(ready, batch(1, 0, 5))).isInstanceOf(Deciding.class);
  }

  @Test
  void aBatchOfAnotherTopicStopsTheFeed() {
    Ready ready = (Ready) landing.settle(new Starting("driver"));
    Ready after = (Ready) landing.settle(landing.offer(ready, batch(0, 10).from(topic("one", 0))));

    assertThat(after.last().topicId()).isEqualTo("one");
    assertThatThrownBy(() -> landing.offer(after, batch(10, 12).from(topic("two", 0))))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("recreated");
  }

  @Test
  void whereReadingBeganIsThePositionOfPartitionsThatHadNothing() {
    Ready ready = (Ready) landing.settle(new Starting("driver"));
    StagedBatch first = batch(0, 10).from(TopicPositions.of("one", Map.of(0, 0L, 1, 500L)));

    Ready after = (Ready) landing.settle(landing.offer(ready, first));

    assertThat(after.last().endsByPartition()).isEqualTo(Map.of(0, 10L, 1, 500L));
  }

  @Test
  void anAcceptedGapMovesThePositionsAndIsRecordedOnce() {
    Ready ready = landed(0, 10);
    AcceptedGaps accepted =
        new AcceptedGaps(
            "order",
            List.of(new OffsetGap(0, 10, 25L, Reason.RETENTION)),
            TopicPositions.of("topic", Map.of(0, 25L)));

    Ready after = (Ready) landing.settle(landing.offer(ready, accepted));

    assertThat(after.last().kind()).isEqualTo(Kind.GAP);
    assertThat(after.last().end(0)).contains(25L);
    assertThat(landing.offer(after, accepted)).isInstanceOf(Sweeping.class);
    assertThat(landing.offer(after, batch(25, 30))).isInstanceOf(Deciding.class);
  }

  @Test
  void aGapThatBeginsElsewhereThanLandingEndsIsNotAccepted() {
    Ready ready = landed(0, 10);
    AcceptedGaps accepted =
        new AcceptedGaps(
            "order",
            List.of(new OffsetGap(0, 8, 25L, Reason.RETENTION)),
            TopicPositions.of("topic", Map.of(0, 25L)));

    assertThatThrownBy(() -> landing.offer(ready, accepted))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("begins at offset 8, but landing ended at 10");
  }

  @Test
  void finalWindowsAreCommittedOnce() {
    Ready ready = (Ready) landing.settle(new Starting("driver"));
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");

    Ready after = (Ready) landing.settle(landing.offer(ready, windows(noon)));

    assertThat(after.last().finalUntil()).isEqualTo(noon);
    assertThat(landing.offer(after, windows(noon))).isInstanceOf(Sweeping.class);
    assertThat(landing.offer(after, windows(noon.minusSeconds(5)))).isInstanceOf(Sweeping.class);
    assertThat(landing.offer(after, windows(noon.plusSeconds(5)))).isInstanceOf(Deciding.class);
  }

  @Test
  void finalWindowsOfADayThatWasDroppedAreNeverDecided() {
    Ready ready = (Ready) landing.settle(new Starting("driver"));
    KeptFrom kept = KeptFrom.of(LogTable.live("live.views"), "2025-12-02");
    Ready after =
        (Ready)
            landing.settle(
                landing.offer(ready, new StagedDrop(kept, new Drop("run", null, 0, List.of()))));
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");

    assertThatThrownBy(() -> landing.offer(after, windows("2025-12-01", noon)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("live.views")
        .hasMessageContaining("kept from 2025-12-02 on");
    assertThat(landing.offer(after, windows("2025-12-02", noon))).isInstanceOf(Deciding.class);
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

  private static TopicPositions topic(String id, long offset) {
    return TopicPositions.of(id, Map.of(0, offset));
  }

  private static StagedWindows windows(Instant finalUntil) {
    return new StagedWindows(List.of(), List.of(), finalUntil, List.of(), Duration.ZERO);
  }

  private static StagedWindows windows(String dt, Instant finalUntil) {
    return new StagedWindows(
        List.of(LandedFile.live("live.views", dt, "10", "/staged", "/file", 1, 1)),
        List.of(),
        finalUntil,
        List.of(),
        Duration.ZERO);
  }

  private static StagedBatch batch(long from, long until) {
    return batch(0, from, until);
  }

  private static StagedBatch batch(int partition, long from, long until) {
    return new StagedBatch(
        List.of(new BatchRange(partition, from, until, until - from, 0)),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Duration.ZERO);
  }
}
