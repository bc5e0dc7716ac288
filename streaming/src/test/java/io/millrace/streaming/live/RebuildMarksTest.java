package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RebuildMarksTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void readingBeginsBehindTheLastBatchOfWhichNothingIsNeeded() {
    RebuildMarks marks = new RebuildMarks(Map.of(0, 100L));
    marks.mark(0, 110, NOON);
    marks.mark(0, 120, NOON.plusSeconds(10));
    marks.mark(0, 130, NOON.plusSeconds(20));

    assertThat(marks.offsets(NOON)).isEqualTo(Map.of(0, 100L));
    assertThat(marks.offsets(NOON.plusSeconds(1))).isEqualTo(Map.of(0, 110L));
    assertThat(marks.offsets(NOON.plusSeconds(15))).isEqualTo(Map.of(0, 120L));
    assertThat(marks.offsets(NOON.plusSeconds(60))).isEqualTo(Map.of(0, 130L));
  }

  @Test
  void aPartitionThatIsNewIsReadFromItsFirstOffset() {
    RebuildMarks marks = new RebuildMarks(Map.of(0, 100L));

    marks.mark(1, 5, NOON);

    assertThat(marks.offsets(NOON)).isEqualTo(Map.of(0, 100L, 1, 0L));
  }

  @RepeatedTest(50)
  void noRecordThatIsNeededLiesBeforeTheOffset(RepetitionInfo repetition) {
    // given records out of order, in batches
    Random random = new Random(repetition.getCurrentRepetition());
    RebuildMarks marks = new RebuildMarks(Map.of(0, 0L));
    List<Instant> records = new ArrayList<>();
    Instant greatest = Instant.MIN;
    Instant needed = NOON.minusSeconds(60);

    for (int batch = 0; batch < 100; batch++) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        Instant time = NOON.plusSeconds(batch * 3L - random.nextInt(60));
        records.add(time);
        greatest = time.isAfter(greatest) ? time : greatest;
      }
      marks.mark(0, records.size(), greatest);
      needed = needed.plusSeconds(random.nextInt(6));

      // when
      long from = marks.offsets(needed).get(0);

      // then
      for (Instant before : records.subList(0, (int) from)) {
        assertThat(before).isBefore(needed);
      }
    }
    assertThat(marks.offsets(needed).get(0)).isPositive();
  }
}
