package io.millrace.model.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PagePathTest {

  @Example
  void eachViewHasWhatWasBeforeItAndWhatCameAfter() {
    assertThat(new PagePath(List.of("/a", "/b")).steps())
        .containsExactly(
            new Step("/a", Step.Direction.PREVIOUS, ""),
            new Step("/a", Step.Direction.NEXT, "/b"),
            new Step("/b", Step.Direction.PREVIOUS, "/a"),
            new Step("/b", Step.Direction.NEXT, ""));
  }

  @Example
  void partsThatOverlapCountEach() {
    assertThat(new PagePath(List.of("/a", "/b", "/a", "/b", "/a")).parts(3))
        .containsOnly(Map.entry("/a > /b > /a", 2L), Map.entry("/b > /a > /b", 1L));
  }

  @Property
  void thereIsOnePartForEachPlaceWhereOneFits(
      @ForAll @Size(max = 12) List<@StringLength(1) @CharRange(from = 'a', to = 'c') String> pages,
      @ForAll @IntRange(min = 2, max = 5) int length) {
    long parts =
        new PagePath(pages).parts(length).values().stream().mapToLong(Long::longValue).sum();

    assertThat(parts).isEqualTo(Math.max(0, pages.size() - length + 1));
  }

  @Property
  void everyMoveIsSeenFromBothOfItsPages(
      @ForAll @Size(max = 12)
          List<@StringLength(1) @CharRange(from = 'a', to = 'c') String> pages) {
    List<Step> steps = new PagePath(pages).steps();

    assertThat(steps.stream().filter(s -> s.direction() == Step.Direction.NEXT).map(Step::page))
        .containsExactlyElementsOf(pages);
    assertThat(
            steps.stream()
                .filter(s -> s.direction() == Step.Direction.PREVIOUS && !s.other().isEmpty())
                .map(s -> s.other() + s.page()))
        .containsExactlyElementsOf(
            IntStream.range(1, pages.size())
                .mapToObj(i -> pages.get(i - 1) + pages.get(i))
                .toList());
  }
}
