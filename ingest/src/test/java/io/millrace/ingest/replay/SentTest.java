package io.millrace.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.model.run.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SentTest {

  @Property(tries = 200)
  void partsAddUpHoweverTheyAreJoined(
      @ForAll("parts") Sent a, @ForAll("parts") Sent b, @ForAll("parts") Sent c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(Sent.NOTHING)).isEqualTo(a);
    assertThat(a.plus(b).records()).isEqualTo(a.records() + b.records());
    assertThat(a.plus(b).deadLetterCount()).isEqualTo(a.deadLetterCount() + b.deadLetterCount());
    for (OffsetRange part : b.ranges()) {
      assertThat(a.plus(b).ranges())
          .filteredOn(r -> r.partition() == part.partition())
          .singleElement()
          .matches(
              r -> r.fromOffset() <= part.fromOffset() && r.untilOffset() >= part.untilOffset());
    }
  }

  @Property(tries = 100)
  void aPositionIsReadAsItWasWritten(@ForAll("parts") Sent sent, @ForAll String file)
      throws JsonProcessingException {
    FilePosition begun = FilePosition.begin(file, "00", "20260101T000000-01234567", Instant.EPOCH);
    Position position =
        new Position("orders", null, 10, null, List.of(begun))
            .with(begun.at(7, 70, 2, sent).endedAt(Instant.EPOCH.plusSeconds(1)));

    assertThat(Position.parse(position.toJson())).isEqualTo(position);
  }

  @Provide
  Arbitrary<Sent> parts() {
    Arbitrary<List<OffsetRange>> ranges =
        Combinators.combine(
                Arbitraries.subsetOf(0, 1, 2),
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(1, 100))
            .as(
                (partitions, from, length) -> {
                  List<OffsetRange> all = new ArrayList<>();
                  partitions.stream()
                      .sorted()
                      .forEach(p -> all.add(new OffsetRange(p, from + p, from + p + length)));
                  return all;
                });
    Arbitrary<Map<String, Long>> letters =
        Arbitraries.maps(Arbitraries.of("EMPTY", "RULE"), Arbitraries.longs().between(1, 9));
    return Combinators.combine(Arbitraries.longs().between(0, 1_000), letters, ranges)
        .as(Sent::new);
  }
}
