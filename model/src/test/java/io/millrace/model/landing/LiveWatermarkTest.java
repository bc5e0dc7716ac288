package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.LiveProgress.Greatest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveWatermarkTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final LiveWatermark WATERMARK =
      new LiveWatermark(Duration.ofMinutes(10), Duration.ofMinutes(5));

  @Test
  void theSlowestPartitionHoldsItBack() {
    LiveProgress live = progress(seen(0, "11:50", "11:59"), seen(1, "11:30", "11:59"));

    assertThat(WATERMARK.at(live, Map.of(0, 0L, 1, 0L), NOW)).contains(at("11:20"));
  }

  @Test
  void anIdlePartitionIsLeftOut() {
    LiveProgress live = progress(seen(0, "11:50", "11:59"), seen(1, "09:00", "09:01"));

    assertThat(WATERMARK.at(live, Map.of(0, 0L, 1, 0L), NOW)).contains(at("11:40"));
  }

  @Test
  void aPartitionWithRecordsStillToLandIsNeverIdle() {
    LiveProgress live = progress(seen(0, "11:50", "11:59"), seen(1, "09:00", "09:01"));

    assertThat(WATERMARK.at(live, Map.of(0, 0L, 1, 7L), NOW)).contains(at("08:50"));
  }

  @Test
  void aPartitionNeverSeenHoldsEverythingBackWhileItHasRecords() {
    LiveProgress live = progress(seen(0, "11:50", "11:59"));

    assertThat(WATERMARK.at(live, Map.of(0, 0L, 1, 7L), NOW)).isEmpty();
    assertThat(WATERMARK.at(live, Map.of(0, 0L, 1, 0L), NOW)).contains(at("11:40"));
  }

  @Test
  void anIdleFeedAdvancesByTheClock() {
    LiveProgress live = progress(seen(0, "09:00", "09:01"));

    assertThat(WATERMARK.at(live, Map.of(0, 0L), NOW)).contains(at("11:45"));
  }

  @Test
  void aFeedWithoutLiveRecordsHasNone() {
    assertThat(WATERMARK.at(LiveProgress.NONE, Map.of(0, 0L), NOW)).isEmpty();
  }

  @Test
  void hoursCloseInOrderUpToTheWatermark() {
    assertThat(LiveWatermark.closable(EventHour.of(at("09:30")), at("11:00")))
        .extracting(EventHour::hour)
        .containsExactly("09", "10");
    assertThat(LiveWatermark.closable(EventHour.of(at("11:30")), at("11:59"))).isEmpty();
  }

  private static LiveProgress progress(Greatest... greatest) {
    return new LiveProgress(at("08:00"), List.of(greatest));
  }

  private static Greatest seen(int partition, String eventTime, String seenAt) {
    return new Greatest(partition, at(eventTime), at(seenAt));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-01-01T" + time + ":00Z");
  }
}
