package io.millrace.model.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events at random, few enough different values that they meet. */
final class Visits {
  private Visits() {}

  /** Batches of events whose times lie within so many seconds from 0 on. */
  static Arbitrary<List<List<Visit>>> batches(int seconds) {
    return visit(seconds)
        .list()
        .ofMaxSize(25)
        .map(Visits::withSomeTwice)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  static Arbitrary<Visit> visit(int seconds) {
    Arbitrary<String> page = Arbitraries.of("/a", "/b", "/c|d", "/%7C");
    Arbitrary<String[]> who =
        Combinators.combine(
                Arbitraries.of("u1", "u2", "u3").injectNull(0.2), Arbitraries.of("s1", "s2"))
            .as((user, session) -> new String[] {user, session});
    return Combinators.combine(
            Arbitraries.longs().between(0, seconds - 1),
            who,
            Arbitraries.of("page_view", "page_view", "page_leave", "click", "section_view"),
            Combinators.combine(page.injectNull(0.1), page.injectNull(0.2))
                .as((to, from) -> new String[] {to, from}),
            Arbitraries.longs().between(0, 5_000).injectNull(0.3),
            Arbitraries.of(200, 304, 404, 500).injectNull(0.3),
            Arbitraries.of("Berlin", "Paris").injectNull(0.2))
        .as(
            (second, whom, type, pages, millis, status, city) ->
                new Visit(
                    // Two events with the same id are the same.
                    List.of(second, Arrays.asList(whom), type, Arrays.asList(pages)).toString(),
                    second,
                    whom[0],
                    whom[1],
                    type,
                    pages[0],
                    pages[1],
                    "e",
                    millis,
                    status,
                    city));
  }

  private static List<Visit> withSomeTwice(List<Visit> events) {
    List<Visit> more = new ArrayList<>(events);
    for (int i = 0; i < events.size(); i += 5) {
      more.add(events.get(i));
    }
    return more;
  }
}
