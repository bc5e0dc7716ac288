package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.kafka.KeptOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamStateTest {

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
    // given
    StreamState state =
        new StreamState(
            Optional.of(
                new StreamState.Application(
                    "application_17_0001", "running", "streaming", 2, 2, "http://127.0.0.1:8088/")),
            List.of(
                new FeedProgress(
                    "orders",
                    5,
                    3108,
                    2,
                    new TreeMap<>(Map.of(0, 0L, 1, 7L)),
                    Optional.empty(),
                    Optional.of("2"),
                    Optional.of("v0003: a field is gone"))));

    // then
    assertThat(state.asMap())
        .hasToString(
            "{application={id=application_17_0001, state=running, queue=streaming, attempt=2,"
                + " containers=2, tracking_url=http://127.0.0.1:8088/},"
                + " feeds=[{feed=orders, last_sequence=5, landed=3108, quarantined=2,"
                + " lag={0=0, 1=7}, stopped=null, version=2,"
                + " refused_version=v0003: a field is gone}]}");
  }

  @Test
  void withoutAnApplicationItIsNull() {
    assertThat(new StreamState(Optional.empty(), List.of()).asMap())
        .containsEntry("application", null);
  }
}
