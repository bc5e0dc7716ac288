package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.TopicOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveStartTest {

  private static final Map<Integer, Long> FIRST = Map.of(0, 10L, 1, 0L);
  private static final Map<Integer, Long> ENDS = Map.of(0, 50L, 1, 40L);

  @Test
  void withoutALogTheTopicIsReadFromItsBeginning() {
    assertThat(LiveStart.offsets(List.of(), FIRST, ENDS)).isEqualTo(FIRST);
  }

  @Test
  void theLogSaysWhereAndANewPartitionIsReadFromItsFirstRecord() {
    assertThat(LiveStart.offsets(List.of(at(0, 30)), FIRST, ENDS)).isEqualTo(Map.of(0, 30L, 1, 0L));
  }

  @Test
  void whatIsGoneFromTheTopicIsLeftOut() {
    assertThat(LiveStart.offsets(List.of(at(0, 5), at(1, 20)), FIRST, ENDS))
        .isEqualTo(Map.of(0, 10L, 1, 20L));
  }

  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
    assertThat(LiveStart.offsets(List.of(at(0, 51), at(1, 40), at(2, 7)), FIRST, ENDS))
        .isEqualTo(Map.of(0, 10L, 1, 40L));
  }

  private static TopicOffset at(int partition, long offset) {
    return new TopicOffset("visits", partition, offset);
  }
}
