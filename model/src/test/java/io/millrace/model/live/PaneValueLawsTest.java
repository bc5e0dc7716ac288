package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A pane's value depends on its events and on nothing else. */
class PaneValueLawsTest {
  private static final LiveViews VIEWS = LiveViews.of(SeededDay.feed("activity"));
  private static final int VIEW_SECONDS = 20;

  @Provide
  Arbitrary<List<List<Visit>>> batches() {
    return Visits.batches(VIEW_SECONDS);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void mergedInAnyOrderAndGroupingPanesAreTheSame(
      @ForAll("batches") List<List<Visit>> batches, @ForAll Random random) {
    List<Visit> all = new ArrayList<>(batches.stream().flatMap(List::stream).toList());
    Map<String, String> atOnce = panes(List.of(all), random);

    Map<String, String> inBatches = panes(batches, random);
    Collections.shuffle(all, random);
    Map<String, String> oneByOne = panes(all.stream().map(List::of).toList(), random);

    assertThat(inBatches).isEqualTo(atOnce);
    assertThat(oneByOne).isEqualTo(atOnce);
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void soAreSketches(
      @ForAll @IntRange(min = 1, max = 20_000) int numbers,
      @ForAll @IntRange(min = 1, max = 9) int groups,
      @ForAll Random random) {
    List<Long> all = new ArrayList<>(random.longs(numbers, 0, 3_000_000).boxed().toList());
    PaneValue inOrder = sketches(all);

    Collections.shuffle(all, random);
    List<PaneValue> parts = new ArrayList<>(List.of(sketches(List.of())));
    for (int i = 0; i < groups; i++) {
      int group = i;
      parts.add(
          sketches(
              LongStream.range(0, all.size())
                  .filter(at -> at % groups == group)
                  .mapToObj(at -> all.get((int) at))
                  .toList()));
    }
    PaneValue merged = mergedAtRandom(parts, random);

    assertThat(merged.distinct(0).value()).isEqualTo(inOrder.distinct(0).value());
    assertThat(merged.quantiles(1).percentile(95)).isEqualTo(inOrder.quantiles(1).percentile(95));
    assertThat(merged.toBytes()).isEqualTo(inOrder.toBytes());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void bytesThatAreNoPaneAreRefused(@ForAll @Size(max = 60) byte[] bytes) {
    Throwable thrown = catchThrowable(() -> PaneValue.fromBytes(bytes));

    if (thrown != null) {
      assertThat(thrown).isInstanceOf(InvalidPaneException.class);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void cutBytesAreRefused(@ForAll @IntRange(max = 1000) int at, @ForAll Random random) {
    byte[] whole = sketches(random.longs(20).map(Math::abs).boxed().toList()).toBytes();

    assertThatThrownBy(() -> PaneValue.fromBytes(Arrays.copyOf(whole, at % whole.length)))
        .isInstanceOf(InvalidPaneException.class)
        .hasMessageContaining("Start the stream anew");
  }

  @Example
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> PaneValue.fromBytes(new byte[] {2, 0, 0}))
        .hasMessage(
            "Not the value of a pane: version 2 where 1 belongs. Start the stream anew: its panes"
                + " are rebuilt.");
  }

  @Property
  void dimsAreReadAsTheyWereJoined(@ForAll @Size(min = 1, max = 4) List<String> dims) {
    String joined = DimText.join(dims.toArray(new String[0]));

    assertThat(DimText.split(joined, dims.size())).isEqualTo(dims);
  }

  @Property
  void sumsAreExactWhateverTheNumbers(
      @ForAll @Size(max = 50) List<Long> numbers, @ForAll @LongRange(min = 1, max = 9) long parts) {
    Sum sum = new Sum();
    for (int part = 0; part < parts; part++) {
      Sum of = new Sum();
      for (int i = part; i < numbers.size(); i += (int) parts) {
        of.add(numbers.get(i));
      }
      sum.merge(of);
    }

    assertThat(sum.value())
        .isEqualTo(
            numbers.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add));
  }

  /** Panes as bytes, after each batch was made by a task of its own and merged at random. */
  private static Map<String, String> panes(List<List<Visit>> batches, Random random) {
    Map<String, List<PaneValue>> parts = new HashMap<>();
    for (List<Visit> batch : batches) {
      Contributor task = new Contributor(VIEWS);
      batch.forEach(visit -> task.add(visit.row(), visit.micros()));
      task.drain(
          (view, key, start, part) ->
              parts
                  .computeIfAbsent(view + " " + key + " " + start, p -> new ArrayList<>())
                  .add(PaneValue.fromBytes(part.toBytes())));
    }
    Map<String, String> panes = new TreeMap<>();
    parts.forEach(
        (pane, of) -> panes.put(pane, Arrays.toString(mergedAtRandom(of, random).toBytes())));
    return panes;
  }

  private static PaneValue mergedAtRandom(List<PaneValue> parts, Random random) {
    List<PaneValue> left = new ArrayList<>(parts);
    while (left.size() > 1) {
      PaneValue one = left.remove(random.nextInt(left.size()));
      left.get(random.nextInt(left.size())).merge(one);
    }
    return left.get(0);
  }

  private static PaneValue sketches(List<Long> numbers) {
    PaneValue value = new PaneValue(List.of(new Distinct(), new Quantiles(), new Extremes()));
    for (long number : numbers) {
      value.countEvent();
      value.distinct(0).add("visitor-" + number);
      value.quantiles(1).add(number);
      value.extremes(2).add(number);
    }
    return value;
  }
}
