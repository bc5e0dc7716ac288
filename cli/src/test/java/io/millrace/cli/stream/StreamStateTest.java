package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamStateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final FeedProgress ORDERS =
      new FeedProgress(
          "orders",
          5,
          3108,
          2,
          new TreeMap<>(Map.of(0, 0L, 1, 7L)),
          Optional.empty(),
          Optional.of("2"),
          Optional.of("v0003: a field is gone"));
  private static final QueryStatus LANDING =
      QueryStatus.of("landing-orders", QueryState.RUNNING, NOW.minusSeconds(60))
          .batch(5)
          .recordsPerSecond(1234.4)
          .lag(7)
          .delay(Duration.ofMillis(2345))
          .late(0)
          .limit(100_000)
          .restarts(0)
          .build();
  private static final QueryStatus LIVE =
      QueryStatus.of("live-orders", QueryState.RETRYING, NOW)
          .watermark(NOW.minusSeconds(40))
          .stored(120, 5_000_000)
          .restarts(1)
          .lastError("no broker answers", NOW.minusSeconds(3))
          .build();

  @Test
  void lagIsWhatTheTopicHoldsBehindThePosition() {
    // given partition 1 was never landed from, and retention has deleted its first 4 records
    Map<Integer, KeptOffsets> kept = Map.of(0, new KeptOffsets(0, 10), 1, new KeptOffsets(4, 6));

    // when
    Map<Integer, Long> lag = FeedProgress.lag(kept, Map.of(0, 7L));

    // then
    assertThat(lag).containsExactly(Map.entry(0, 3L), Map.entry(1, 2L));
  }

  @Test
  void theJsonHasStableNames() {
    assertThat(StreamMaps.of(running(NOW.minusSeconds(1))))
        .hasToString(
            "{at=2026-01-01T12:00:00Z,"
                + " applications=[{id=application_17_0001, state=running, queue=streaming,"
                + " attempt=2, containers=2, tracking_url=http://127.0.0.1:8088/,"
                + " told_at=2026-01-01T11:59:59Z, queries=[{query=landing-orders, state=running,"
                + " since=2026-01-01T11:59:00Z, batch=5, records_per_second=1234.4, lag=7,"
                + " delay_ms=2345, watermark=null, state_rows=null, state_bytes=null, late=0,"
                + " limit=100000, restarts=0, last_error=null, last_error_at=null},"
                + " {query=live-orders, state=retrying, since=2026-01-01T12:00:00Z, batch=null,"
                + " records_per_second=null, lag=null, delay_ms=null,"
                + " watermark=2026-01-01T11:59:20Z, state_rows=120, state_bytes=5000000, late=null,"
                + " limit=null, restarts=1, last_error=no broker answers,"
                + " last_error_at=2026-01-01T11:59:57Z}]}],"
                + " feeds=[{feed=orders, last_sequence=5, landed=3108, quarantined=2,"
                + " lag={0=0, 1=7}, stopped=null, version=2,"
                + " refused_version=v0003: a field is gone}]}");
  }

  @Test
  void forPeopleEachQueryHasALineAndTheReasonWhyItFailed() {
    assertThat(StreamTables.lines(running(NOW.minusSeconds(1))))
        .containsExactly(
            "application_17_0001  running  queue streaming, attempt 2, 2 containers "
                + " http://127.0.0.1:8088/",
            "QUERY           STATE     BATCH  RATE/S  LAG  DELAY  WATERMARK             STATE ROWS "
                + " STATE SIZE  LATE    LIMIT  RESTARTS",
            "landing-orders  running       5   1,234    7  2.3 s  -                              - "
                + " -              0  100,000         0",
            "live-orders     retrying      -       -    -  -      2026-01-01T11:59:20Z         120 "
                + " 4.8 MiB        -        -         1",
            "live-orders failed at 2026-01-01T11:59:57Z: no broker answers",
            "",
            "FEED    VERSION  SEQUENCE  LANDED  QUARANTINED  LAG  LAG BY PARTITION",
            "orders        2         5   3,108            2    7  0: 0  1: 7",
            "orders: a newer declaration is not in use: v0003: a field is gone");
  }

  @Test
  void whatWasSaidLongAgoIsToldAsOld() {
    assertThat(StreamTables.lines(running(NOW.minusSeconds(90))))
        .contains("It has said nothing for 1 min 30 s; this is of then:");
  }

  @Test
  void withoutAnApplicationThereAreNone() {
    StreamState state = new StreamState(NOW, List.of(), List.of());

    assertThat(StreamMaps.of(state)).containsEntry("applications", List.of());
    assertThat(StreamTables.lines(state).get(0)).startsWith("No streaming application is running");
  }

  private static StreamState running(Instant toldAt) {
    return new StreamState(
        NOW,
        List.of(
            new StreamState.Application(
                "application_17_0001",
                "running",
                "streaming",
                2,
                2,
                "http://127.0.0.1:8088/",
                Optional.of(
                    new ApplicationStatus(
                        "application_17_0001", 2, toldAt, List.of(LANDING, LIVE))))),
        List.of(ORDERS));
  }
}
