package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each view's final windows are those that were worked out by hand. */
class LiveTruthTest {
  private static final Duration LATENESS = Duration.ofSeconds(30);
  private static final Instant END = Instant.parse("2026-06-15T12:05:00Z");

  @ParameterizedTest
  @CsvSource({
    "activity, page_activity",
    "activity, section_activity",
    "activity, navigation",
    "activity, geography",
    "orders, order_windows",
    "transactions, transaction_windows"
  })
  void finalWindowsAreThoseOfTheHand(String feed, String view) {
    Day day = new Day(feed);

    day.readAll();

    ViewShape shape =
        LiveViews.shapes().stream().filter(s -> s.view().equals(view)).findFirst().orElseThrow();
    List<String> rows =
        day.finals.stream()
            .filter(row -> row.shape().equals(shape) && row.start().isBefore(END))
            .map(LiveTruthTest::line)
            .toList();
    List<String> expected = SeededDay.expected(view);
    assertThat(heading(shape)).isEqualTo(expected.get(0));
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected.subList(1, expected.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"activity", "orders", "transactions"})
  void toldAgainAndAgainNothingChanges(String feed) {
    Day once = new Day(feed);
    Day again = new Day(feed);

    once.readAll();
    again.readAllTellingEachPaneTwice();

    assertThat(again.finals.stream().map(LiveTruthTest::line))
        .isEqualTo(once.finals.stream().map(LiveTruthTest::line).toList());
    assertThat(again.board.late()).isEqualTo(once.board.late());
  }

  @Test
  void whatCameTooLateIsCounted() {
    assertThat(lateOf("activity"))
        .isEqualTo(
            Map.of("page_activity", 2L, "section_activity", 1L, "navigation", 1L, "geography", 2L));
    assertThat(lateOf("orders")).isEqualTo(Map.of("order_windows", 1L));
    assertThat(lateOf("transactions")).isEqualTo(Map.of("transaction_windows", 2L));
  }

  private static Map<String, Long> lateOf(String feed) {
    Day day = new Day(feed);
    day.readAll();
    return day.board.late();
  }

  private static String heading(ViewShape shape) {
    return Stream.concat(
            Stream.of("window_start", "window_seconds"),
            Stream.concat(shape.dims().stream(), shape.values().stream()).map(LiveColumn::name))
        .collect(Collectors.joining(","));
  }

  private static String line(WindowRow row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.start().toString());
    cells.add(Integer.toString(row.seconds()));
    cells.addAll(row.dims());
    for (int i = 0; i < row.values().length; i++) {
      cells.add(SeededDay.cell(row.shape().values().get(i).type(), row.values()[i]));
    }
    return String.join(",", cells);
  }

  /** A feed's records, read step by step with the watermark following. */
  private static final class Day {
    private final List<List<Object[]>> steps;
    private final WindowBoard board;
    private final LiveStream stream;
    private final List<WindowRow> finals = new ArrayList<>();

    Day(String feed) {
      LiveViews views = LiveViews.of(SeededDay.feed(feed));
      steps = SeededDay.steps(feed);
      board = new WindowBoard(views, new BoardSettings(Duration.ZERO, Optional.empty(), 1));
      stream = new LiveStream(views, board);
    }

    void readAll() {
      for (List<Object[]> step : steps) {
        advance(stream.read(step));
      }
    }

    void readAllTellingEachPaneTwice() {
      for (List<Object[]> step : steps) {
        long latest = stream.read(step);
        stream.repeat();
        advance(latest);
        stream.repeat();
      }
    }

    private void advance(long latestMicros) {
      Instant latest = Instant.EPOCH.plusNanos(latestMicros * 1_000);
      finals.addAll(board.advance(latest.minus(LATENESS)));
    }
  }
}
