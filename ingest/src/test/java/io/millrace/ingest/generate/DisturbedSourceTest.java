package io.millrace.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DisturbedSourceTest {
  private static final long SECOND = 1_000_000L;

  @Test
  void withoutRatesTheSourcePassesAsItIs() {
    List<Generated> records = all(disturbed(100, Disturbance.NONE, 1));

    assertThat(records).hasSize(100).allMatch(r -> r.kind() == Kind.NEW);
    assertThat(records).extracting(r -> r.row()[0]).doesNotHaveDuplicates();
  }

  @Property(tries = 30)
  void everyRecordArrivesOnceWholeAndSendingTimeNeverFalls(@ForAll long seed) {
    List<Generated> records = all(disturbed(2_000, new Disturbance(0.1, 0.2, 0.1), seed));

    Set<Object> first = new HashSet<>();
    long before = Long.MIN_VALUE;
    for (Generated record : records) {
      assertThat(record.sendMicros()).isGreaterThanOrEqualTo(before);
      before = record.sendMicros();
      switch (record.kind()) {
        case NEW, LATE -> assertThat(first.add(record.row()[0])).isTrue();
        case DUPLICATE -> assertThat(first).contains(record.row()[0]);
        case MALFORMED -> {} // may come before or after the record that it was made of
      }
    }
    assertThat(first).hasSize(2_000);
  }

  @Test
  void kindsComeAtTheirRates() {
    Map<Kind, Integer> counts = new HashMap<>();
    for (Generated record : all(disturbed(100_000, new Disturbance(0.05, 0.02, 0.01), 9))) {
      counts.merge(record.kind(), 1, Integer::sum);
    }

    // four standard deviations of each binomial
    assertThat(counts.get(Kind.DUPLICATE)).isCloseTo(5_000, within(276));
    assertThat(counts.get(Kind.LATE)).isCloseTo(2_000, within(177));
    assertThat(counts.get(Kind.MALFORMED)).isCloseTo(1_000, within(126));
    assertThat(counts.get(Kind.NEW) + counts.get(Kind.LATE)).isEqualTo(100_000);
  }

  @Test
  void lateRecordsAreMinutesToDaysLate() {
    List<Generated> late =
        all(disturbed(20_000, new Disturbance(0, 0.2, 0), 3)).stream()
            .filter(r -> r.kind() == Kind.LATE)
            .toList();

    assertThat(late)
        .extracting(r -> (r.sendMicros() - (long) r.row()[1]) / SECOND)
        .allMatch(s -> s >= 60 && s <= 3 * 86_400)
        .anyMatch(s -> s < 600)
        .anyMatch(s -> s > 86_400);
  }

  @Test
  void wrongRatesAreSaidTogether() {
    assertThatThrownBy(() -> new Disturbance(1.5, 0, -1))
        .hasMessageContaining("duplicates is 1.5")
        .hasMessageContaining("malformed is -1.0");
  }

  private static RecordSource disturbed(int count, Disturbance rates, long seed) {
    int[] made = {0};
    RecordSource clean =
        () -> {
          if (made[0] == count) {
            return null;
          }
          long at = made[0] * SECOND;
          return Generated.of(new Object[] {"id-" + made[0]++, at}, at);
        };
    return new DisturbedSource(clean, rates, seed);
  }

  private static List<Generated> all(RecordSource source) {
    List<Generated> records = new ArrayList<>();
    for (Generated r = source.next(); r != null; r = source.next()) {
      records.add(r);
    }
    return records;
  }
}
