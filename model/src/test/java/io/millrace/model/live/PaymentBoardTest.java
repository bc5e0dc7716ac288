package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Payments beside what their users browsed: as worked out by hand, and in any order of pairs. */
class PaymentBoardTest {
  private static final Instant NOW = Instant.parse("2026-06-15T15:00:00Z");
  private static final Instant WATERMARK = Instant.parse("2026-06-15T13:59:30Z");

  private record Pair(Payment payment, Optional<PageView> view) {}

  private final List<Pair> joined = joined();

  @Example
  void rowsAreThoseOfTheHand() {
    PaymentBoard board = new PaymentBoard(Optional.empty());
    joined.forEach(pair -> board.add(pair.payment(), pair.view()));

    List<PaymentBoard.Told> rows = board.advance(WATERMARK, NOW);

    List<String> expected = SeededDay.expected("payment_context");
    assertThat(heading()).isEqualTo(expected.get(0));
    assertThat(rows.stream().map(PaymentBoardTest::line))
        .containsExactlyElementsOf(expected.subList(1, expected.size()));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void pairsInAnyOrderAndTwiceGiveTheSame(@ForAll Random random) {
    List<Pair> pairs = new ArrayList<>(joined);
    pairs.addAll(joined.subList(0, random.nextInt(joined.size())));
    Collections.shuffle(pairs, random);
    PaymentBoard board = new PaymentBoard(Optional.empty());
    pairs.forEach(pair -> board.add(pair.payment(), pair.view()));

    List<String> expected = SeededDay.expected("payment_context");
    assertThat(board.advance(WATERMARK, NOW).stream().map(PaymentBoardTest::line))
        .containsExactlyElementsOf(expected.subList(1, expected.size()));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void eachPaymentIsToldOnceWhereverItStopsAndGoesOn(
      @ForAll @IntRange(max = 4 * 3600) int first, @ForAll @IntRange(max = 4 * 3600) int second) {
    Instant start = Instant.parse("2026-06-15T10:00:00Z");
    Instant died = start.plusSeconds(Math.min(first, second));
    Instant later = start.plusSeconds(Math.max(first, second));
    PaymentBoard before = new PaymentBoard(Optional.empty());
    PaymentBoard after = new PaymentBoard(Optional.of(died));
    joined.forEach(pair -> before.add(pair.payment(), pair.view()));
    joined.forEach(pair -> after.add(pair.payment(), pair.view()));

    List<PaymentBoard.Told> rows = new ArrayList<>(before.advance(died, NOW));
    rows.addAll(after.advance(later, NOW));
    rows.addAll(after.advance(later, NOW));
    rows.addAll(after.advance(start, NOW));
    rows.addAll(after.advance(NOW, NOW));

    assertThat(rows.stream().map(told -> told.row().columns()[1]))
        .containsExactly("p1", "p2", "p3", "p4", "p5", "p6", "end");
    assertThat(after.size()).isZero();
    assertThat(after.late()).isZero();
  }

  @Example
  void whatComesForAPaymentThatWasToldIsCounted() {
    PaymentBoard board = new PaymentBoard(Optional.empty());
    board.advance(NOW, NOW);

    board.add(joined.get(0).payment(), Optional.empty());

    assertThat(board.late()).isOne();
    assertThat(board.size()).isZero();
  }

  /** What a left outer join by user and time gives, each record as often as it came. */
  private static List<Pair> joined() {
    PaymentContext context =
        PaymentContext.of(SeededDay.feed("transactions"), SeededDay.feed("activity")).orElseThrow();
    List<PageView> views =
        rows("activity").stream().flatMap(row -> context.pageView(row).stream()).toList();
    List<Pair> pairs = new ArrayList<>();
    for (Object[] row : rows("transactions")) {
      Payment payment = context.payment(row);
      List<Pair> browsed =
          views.stream()
              .filter(view -> view.user().equals(payment.user()))
              .filter(view -> view.micros() <= payment.micros())
              .filter(view -> payment.micros() - view.micros() <= PaymentContext.BEFORE_MICROS)
              .map(view -> new Pair(payment, Optional.of(view)))
              .toList();
      pairs.addAll(browsed.isEmpty() ? List.of(new Pair(payment, Optional.empty())) : browsed);
    }
    return pairs;
  }

  private static List<Object[]> rows(String feed) {
    return SeededDay.rows(feed, SeededDay.FOLDER.resolve("payments").resolve(feed + ".ndjson"));
  }

  private static String heading() {
    return columns().stream().map(LiveColumn::name).collect(Collectors.joining(","));
  }

  private static String line(PaymentBoard.Told told) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns().size(); i++) {
      cells.add(SeededDay.cell(columns().get(i).type(), told.row().columns()[i]));
    }
    return String.join(",", cells);
  }

  /** All columns but the time of telling. */
  private static List<LiveColumn> columns() {
    List<LiveColumn> columns = PaymentContext.TABLE.columns();
    return columns.subList(0, columns.size() - 1);
  }
}
