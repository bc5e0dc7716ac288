package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.OffsetGap.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeTest {

  private static final CommitRecord CLAIM =
      CommitRecord.claim(Optional.empty(), "a", Instant.EPOCH);

  @Test
  void aTopicThatHasWhatComesNextIsReadFromThere() {
    Resume resume = Resume.after(landed(Map.of(0, 10L)), topic("t", Map.of(0, 3L), Map.of(0, 12L)));

    assertThat(resume.positions().offsets()).containsExactly(Map.entry(0, 10L));
    assertThat(resume.gaps()).isEmpty();
    assertThatCode(() -> resume.requireNoGap("f", "topic")).doesNotThrowAnyException();
  }

  @Test
  void aFirstDriverBeginsWithTheEarliestThatIsThere() {
    Resume resume = Resume.after(CLAIM, topic("t", Map.of(0, 3L, 1, 0L), Map.of(0, 12L, 1, 0L)));

    assertThat(resume.positions().offsets()).isEqualTo(Map.of(0, 3L, 1, 0L));
    assertThat(resume.gaps()).isEmpty();
    assertThat(resume.newPartitions()).isEmpty();
  }

  @Test
  void offsetsThatRetentionTookAreNamedExactly() {
    Resume resume =
        Resume.after(
            landed(Map.of(0, 10L, 1, 4L)),
            topic("t", Map.of(0, 25L, 1, 4L), Map.of(0, 30L, 1, 9L)));

    assertThat(resume.gaps()).containsExactly(new OffsetGap(0, 10, 25L, Reason.RETENTION));
    assertThat(resume.positions().offsets()).containsEntry(0, 25L).containsEntry(1, 4L);
    assertThatThrownBy(() -> resume.requireNoGap("orders", "orders.v1"))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("topic orders.v1")
        .hasMessageContaining("partition 0: offsets [10, 25) are gone from the broker")
        .hasMessageContaining("`millrace stream start --accept-gap orders`");
  }

  @Test
  void aRecreatedTopicIsKnownByItsIdAlsoWhenItsOffsetsAreBeyondOurs() {
    Resume resume =
        Resume.after(landed(Map.of(0, 10L)), topic("other", Map.of(0, 0L), Map.of(0, 500L)));

    assertThat(resume.gaps()).containsExactly(new OffsetGap(0, 10, 0L, Reason.RECREATED));
    assertThat(resume.positions()).isEqualTo(TopicPositions.of("other", Map.of(0, 0L)));
  }

  @Test
  void aPartitionThatIsGoneIsAGap() {
    Resume resume =
        Resume.after(landed(Map.of(0, 10L, 1, 4L)), topic("t", Map.of(0, 0L), Map.of(0, 10L)));

    assertThat(resume.gaps()).containsExactly(new OffsetGap(1, 4, null, Reason.PARTITION_GONE));
    assertThat(resume.positions().offsets()).containsOnlyKeys(0);
  }

  @Test
  void aPartitionThatEndsBeforeWhatWasLandedIsAGap() {
    Resume resume = Resume.after(landed(Map.of(0, 10L)), topic("t", Map.of(0, 0L), Map.of(0, 7L)));

    assertThat(resume.gaps()).containsExactly(new OffsetGap(0, 10, 7L, Reason.TRUNCATED));
  }

  @Test
  void aNewPartitionIsReadFromItsFirstRecordAndWhatItHasLostIsAGap() {
    Resume resume =
        Resume.after(
            landed(Map.of(0, 10L)),
            topic("t", Map.of(0, 0L, 1, 0L, 2, 6L), Map.of(0, 10L, 1, 3L, 2, 9L)));

    assertThat(resume.newPartitions()).containsExactly(1, 2);
    assertThat(resume.positions().offsets()).containsEntry(1, 0L);
    assertThat(resume.gaps()).containsExactly(new OffsetGap(2, 0, 6L, Reason.RETENTION));
  }

  private static CommitRecord landed(Map<Integer, Long> ends) {
    return new CommitRecordBuilder(Optional.of(CLAIM), Kind.GAP, "a", Instant.EPOCH)
        .gaps(
            new AcceptedGaps(
                "order",
                List.of(new OffsetGap(0, 0, 1L, Reason.RETENTION)),
                TopicPositions.of("t", ends)))
        .build();
  }

  private static TopicState topic(
      String id, Map<Integer, Long> earliest, Map<Integer, Long> latest) {
    return TopicState.of("topic", id, earliest, latest);
  }
}
