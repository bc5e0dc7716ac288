package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** What holds of a board whatever comes in whatever order. */
class WindowBoardLawsTest {
  private static final int SECONDS = 400;
  private static final Duration PANE = WindowSpec.PANE;
  private static final LiveViews VIEWS = LiveViews.of(SeededDay.feed("activity"));

  private final Map<String, List<Object>> finals = new TreeMap<>();
  private final Map<String, Long> revised = new HashMap<>();
  private final List<Visit> counted = new ArrayList<>();
  private long late;

  @BeforeTry
  void nothingWasTold() {
    finals.clear();
    revised.clear();
    counted.clear();
    late = 0;
  }

  @Provide
  Arbitrary<List<List<Visit>>> batches() {
    return Visits.batches(SECONDS);
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
  void finalWindowsAreThoseComputedFromWhatWasNotLate(
      @ForAll("batches") List<List<Visit>> batches,
      @ForAll @Size(8) List<@IntRange(max = SECONDS) Integer> watermarks,
      @ForAll @Size(8) List<Boolean> repeated) {
    WindowBoard board = board(Optional.empty());
    LiveStream stream = new LiveStream(VIEWS, board);

    for (int i = 0; i < batches.size(); i++) {
      long watermark = board.watermark().map(Instant::getEpochSecond).orElse(-1L);
      batches.get(i).forEach(event -> note(event, watermark));
      stream.read(batches.get(i).stream().map(Visit::row).toList());
      if (repeated.get(i)) {
        stream.repeat();
      }
      tellRevisions(board, i);
      tellFinals(board, Instant.ofEpochSecond(watermarks.get(i)));
      assertThat(board.watermark().orElseThrow().getEpochSecond())
          .isEqualTo(Math.max(watermark, watermarks.get(i)));
    }
    tellFinals(board, Instant.ofEpochSecond(10_000));

    assertThat(finals).isEqualTo(NaiveWindows.of(counted));
    assertThat(board.late().get("geography")).isEqualTo(late);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void nothingIsHeldOfWhatIsFinalAndForgotten(@ForAll("batches") List<List<Visit>> batches) {
    WindowBoard board = board(Optional.empty());
    LiveStream stream = new LiveStream(VIEWS, board);
    Instant end = Instant.ofEpochSecond(10_000);

    for (List<Visit> batch : batches) {
      stream.read(batch.stream().map(Visit::row).toList());
      board.revisions(Instant.EPOCH);
    }
    board.advance(end);
    board.forgetUntil(end);

    assertThat(board.size()).isZero();
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void boardBuiltAnewFromWhatItNeedsTellsTheRest(
      @ForAll("batches") List<List<Visit>> batches,
      @ForAll @IntRange(max = SECONDS) int watermark) {
    List<Visit> events = batches.stream().flatMap(List::stream).toList();
    Instant died = Instant.ofEpochSecond(watermark);
    WindowBoard first = board(Optional.empty());
    new LiveStream(VIEWS, first).read(events.stream().map(Visit::row).toList());

    tellFinals(first, died);
    long from = first.neededFrom().orElseThrow().getEpochSecond();
    WindowBoard second = board(Optional.of(died));
    new LiveStream(VIEWS, second)
        .read(events.stream().filter(e -> e.second() >= from).map(Visit::row).toList());
    tellFinals(second, Instant.ofEpochSecond(10_000));

    assertThat(finals).isEqualTo(NaiveWindows.of(events));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void lastRevisionIsWhatBecomesFinal(@ForAll("batches") List<List<Visit>> batches) {
    WindowBoard board = board(Optional.empty());
    LiveStream stream = new LiveStream(VIEWS, board);
    Map<String, Long> last = new TreeMap<>();

    for (int i = 0; i < batches.size(); i++) {
      stream.read(batches.get(i).stream().map(Visit::row).toList());
      board.revisions(Instant.ofEpochSecond(i)).forEach(row -> last.put(row.key(), row.events()));
    }
    Map<String, Long> told = new TreeMap<>();
    board.advance(Instant.ofEpochSecond(10_000)).forEach(row -> told.put(row.key(), row.events()));
    last.values().removeIf(events -> events == 0);

    assertThat(told).isEqualTo(last);
  }

  private static WindowBoard board(Optional<Instant> finalUntil) {
    return new WindowBoard(VIEWS, new BoardSettings(Duration.ZERO, finalUntil, 1));
  }

  private void note(Visit event, long watermark) {
    long endOfPane = (event.second() / PANE.toSeconds() + 1) * PANE.toSeconds();
    if (endOfPane <= watermark) {
      late++;
    } else {
      counted.add(event);
    }
  }

  private void tellFinals(WindowBoard board, Instant watermark) {
    for (WindowRow row : board.advance(watermark)) {
      assertThat(row.isFinal()).isTrue();
      assertThat(row.end()).isBeforeOrEqualTo(watermark);
      assertThat(finals.put(row.key(), new ArrayList<>(Arrays.asList(row.values()))))
          .as("told before: %s", row.key())
          .isNull();
      assertThat(row.revision()).isGreaterThan(revised.getOrDefault(row.key(), 0L));
    }
  }

  private void tellRevisions(WindowBoard board, long second) {
    for (WindowRow row : board.revisions(Instant.ofEpochSecond(second))) {
      assertThat(row.isFinal()).isFalse();
      assertThat(finals).doesNotContainKey(row.key());
      Long before = revised.put(row.key(), row.revision());
      assertThat(row.revision()).isGreaterThan(before == null ? 0 : before);
    }
  }
}
