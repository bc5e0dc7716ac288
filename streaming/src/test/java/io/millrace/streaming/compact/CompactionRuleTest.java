package io.millrace.streaming.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.streaming.CompactionSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompactionRuleTest {

  private static final long TARGET = 100;

  private final CompactionRule rule =
      new CompactionRule(
          new CompactionSettings(8, TARGET, Duration.ZERO, Duration.ZERO, Duration.ZERO));

  @Test
  void anHourIsWorthItFromTheLeastNumberOfFilesOn() {
    assertThat(rule.isWorthIt(7, 70)).isFalse();
    assertThat(rule.isWorthIt(8, 80)).isTrue();
  }

  @Test
  void anHourOfLargeFilesIsNotWrittenAgainForAFewSmallOnes() {
    assertThat(rule.isWorthIt(12, 10 * TARGET)).isFalse();
    assertThat(rule.isWorthIt(20, 10 * TARGET)).isTrue();
  }

  @Test
  void whatWasCompactedIsNotWorthItAgainHoweverItsFilesWereCut() {
    for (long size = 1; size <= 2 * TARGET; size++) {
      long bytes = size;
      List<StoredInput> inputs =
          LongStream.range(0, 50).mapToObj(i -> new StoredInput("f" + i, bytes)).toList();

      List<List<StoredInput>> groups = rule.groups(inputs);

      assertThat(rule.isWorthIt(groups.size(), 50 * bytes)).as("files of %d bytes", size).isFalse();
    }
  }

  @Test
  void groupsKeepTheOrderAndGrowPastTheTargetOnlyWhereOneFileDoes() {
    List<StoredInput> inputs =
        List.of(input("a", 60), input("b", 40), input("c", 1), input("d", 250), input("e", 10));

    assertThat(rule.groups(inputs))
        .containsExactly(
            List.of(inputs.get(0), inputs.get(1)),
            List.of(inputs.get(2)),
            List.of(inputs.get(3)),
            List.of(inputs.get(4)));
    assertThat(rule.groups(List.of())).isEmpty();
  }

  private static StoredInput input(String path, long bytes) {
    return new StoredInput(path, bytes);
  }
}
