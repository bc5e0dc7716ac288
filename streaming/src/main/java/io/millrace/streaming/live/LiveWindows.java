package io.millrace.streaming.live;

import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveMetricJson;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.PaneValue;
import io.millrace.model.live.WindowBoard;
import io.millrace.model.live.WindowRow;
import io.millrace.streaming.live.ReadProgress.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The windows of a feed in the driver: takes panes batch by batch, tells each change to the topic,
 * and gathers what is final for the next commit.
 */
final class LiveWindows {

  /**
   * The value of a pane.
   *
   * @param micros where it begins
   * @param value as {@link PaneValue#toBytes} gives it
   */
  @SuppressWarnings("ArrayRecordComponent") // read once
  record Pane(String view, String key, long micros, byte[] value) {}

  /** What is to be committed next. */
  record Finals(List<LiveRow> rows, Instant until, List<TopicOffset> rebuildFrom) {}

  private final String topic;
  private final WindowBoard board;
  private final PartitionTimes times;
  private final RebuildMarks marks;
  private final Map<Integer, Long> toCatchUp;
  private final MetricsTopic metrics;
  private final LiveMetricJson json;
  private List<LiveRow> finals = new ArrayList<>();
  private Map<Integer, Long> ends;
  private boolean caughtUp;

  /**
   * @param ends the topic's ends at the start: until they are reached, windows are incomplete for
   *     no other reason than that reading has just begun, and are told only when they are final
   */
  LiveWindows(
      String topic,
      WindowBoard board,
      PartitionTimes times,
      RebuildMarks marks,
      Map<Integer, Long> ends,
      MetricsTopic metrics,
      LiveMetricJson json) {
    this.topic = topic;
    this.board = board;
    this.times = times;
    this.marks = marks;
    this.ends = ends;
    this.toCatchUp = ends;
    this.metrics = metrics;
    this.json = json;
  }

  /** Takes a batch: the panes that it changed, and how far it has read. */
  synchronized void take(List<Pane> panes, Map<Integer, Reached> reached, Instant now) {
    for (Pane pane : panes) {
      board.update(pane.view(), pane.key(), pane.micros(), PaneValue.fromBytes(pane.value()));
    }
    times.reach(reached, now);
    reached.forEach(
        (partition, at) -> marks.mark(partition, at.untilOffset(), times.greatest(partition)));
    tell(now);
  }

  /** Lets time pass: a topic without new records has windows that become final. */
  synchronized void pass(Map<Integer, Long> topicEnds, Instant now) {
    ends = topicEnds;
    tell(now);
  }

  /** Says that Spark has dropped all panes that begin then or before. */
  synchronized void forgetUntil(Instant evicted) {
    board.forgetUntil(evicted);
  }

  /** What became final since the last call; empty if nothing did. */
  synchronized Optional<Finals> takeFinals() {
    if (finals.isEmpty()) {
      return Optional.empty();
    }
    List<TopicOffset> from = new ArrayList<>();
    marks
        .offsets(board.neededFrom().orElseThrow())
        .forEach((partition, offset) -> from.add(new TopicOffset(topic, partition, offset)));
    Finals taken = new Finals(finals, board.watermark().orElseThrow(), from);
    finals = new ArrayList<>();
    return Optional.of(taken);
  }

  synchronized Optional<Instant> watermark() {
    return board.watermark();
  }

  /** Events that came too late for their windows. */
  synchronized long late() {
    return board.late().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Values that are held. */
  synchronized long size() {
    return board.size();
  }

  /** Records left to read. */
  synchronized long lag() {
    return times.lag(ends);
  }

  private void tell(Instant now) {
    times.watermark(ends, now).map(board::advance).ifPresent(rows -> tellFinal(rows, now));
    caughtUp =
        caughtUp
            || toCatchUp.entrySet().stream().allMatch(e -> times.read(e.getKey()) >= e.getValue());
    if (caughtUp) {
      Optional<Instant> watermark = board.watermark();
      for (WindowRow row : board.revisions(now)) {
        metrics.revision(row.key(), json.write(row, watermark, now));
      }
    }
  }

  private void tellFinal(List<WindowRow> rows, Instant now) {
    Optional<Instant> watermark = board.watermark();
    for (WindowRow row : rows) {
      metrics.last(row.key(), json.write(row, watermark, now));
      finals.add(row.toLiveRow(now));
    }
  }
}
