package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.landing.LiveWatermark;
import io.millrace.model.landing.TopicOffset;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.live.PartitionTimes;
import io.millrace.streaming.live.ReadProgress.Reached;
import io.millrace.streaming.live.RebuildMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far scores are read, and up to when, in event time, no payment is expected any more. Payments
 * that no host has evaluated yet count as scores that are not read: while hosts are away nothing
 * becomes final.
 */
final class ScoreTimes implements AutoCloseable {

  /** How far ahead of the watermark a partition is read where memory is short. */
  private static final Duration FAR = Duration.ofMinutes(10);

  /** About so many places are known at which another can begin to read a partition again. */
  private static final int MARKS = 500;

  private final TopicOffsets payments;
  private final TopicOffsets scores;
  private final FraudOutputs outputs;
  private final PartitionTimes times;
  private final RebuildMarks marks;
  private final Duration lookBack;
  private final Map<Integer, Reached> reached = new TreeMap<>();
  private Map<Integer, Long> ends;
  private Instant passed = Instant.MIN;
  private Instant markedAt = Instant.MIN;

  /**
   * @param payments closed with this, as {@code scores} is
   * @param outputs whose group commits how far payments are evaluated
   * @param start the offsets of scores that reading begins at
   * @param lookBack how far before a payment all payments must be known
   */
  ScoreTimes(
      TopicOffsets payments,
      TopicOffsets scores,
      FraudOutputs outputs,
      LiveWatermark watermark,
      List<TopicOffset> start,
      Duration lookBack) {
    Map<Integer, Long> from =
        start.stream().collect(Collectors.toMap(TopicOffset::partition, TopicOffset::offset));
    this.payments = payments;
    this.scores = scores;
    this.outputs = outputs;
    this.times = new PartitionTimes(watermark, from);
    this.marks = new RebuildMarks(from);
    this.lookBack = lookBack;
    this.ends = from;
  }

  /** Notes a live score of a payment of that time. */
  void read(int partition, long offset, long micros) {
    reached.merge(partition, new Reached(offset + 1, offset + 1, micros), Reached::and);
  }

  /** Notes up to where all is read. */
  void readUntil(List<TopicOffset> positions, Instant now) {
    for (TopicOffset at : positions) {
      reached.merge(at.partition(), new Reached(at.offset(), 0, Long.MIN_VALUE), Reached::and);
    }
    times.reach(Map.copyOf(reached), now);
    if (now.isAfter(markedAt.plus(lookBack.dividedBy(MARKS)))) {
      markedAt = now;
      reached.forEach(
          (partition, at) -> marks.mark(partition, at.untilOffset(), times.greatest(partition)));
    }
  }

  /**
   * The watermark, asked of the broker.
   *
   * @return empty before the first live score, and while a partition that never brought one has
   *     some to come
   */
  Optional<Instant> watermark(Instant now) {
    // in this order: what comes meanwhile is then taken for not evaluated or not read
    Map<Integer, Long> sent = payments.latest();
    Map<Integer, Long> evaluated = payments.committedBy(outputs.group());
    Map<Integer, Long> first =
        evaluated.keySet().containsAll(sent.keySet()) ? evaluated : payments.earliest();
    ends = scores.latest();
    Map<Integer, Long> expected = new TreeMap<>(ends);
    sent.forEach(
        (partition, end) -> {
          long from = evaluated.getOrDefault(partition, first.getOrDefault(partition, end));
          expected.merge(partition, Math.max(0, end - from), Long::sum);
        });
    Optional<Instant> watermark = times.watermark(expected, now);
    passed = watermark.orElse(passed);
    return watermark;
  }

  /** The partitions of scores. */
  Set<Integer> partitions() {
    return ends.keySet();
  }

  /**
   * What brings the watermark on: of the partitions with scores that are not read the one whose
   * times are the least, unless it is far ahead of the watermark, which then waits for a host.
   */
  Set<Integer> slowest() {
    return ends.entrySet().stream()
        .filter(end -> end.getValue() > times.read(end.getKey()))
        .map(Map.Entry::getKey)
        .min(Comparator.comparing(times::greatest))
        .filter(partition -> !isFarAhead(times.greatest(partition)))
        .map(Set::of)
        .orElse(Set.of());
  }

  private boolean isFarAhead(Instant time) {
    return time.isAfter(Instant.MIN) && !time.minus(FAR).isBefore(passed);
  }

  /** Scores that were not read when the watermark was asked last. */
  long lag() {
    return times.lag(ends);
  }

  /** From where to read scores, if all that is needed is what payments from then on need. */
  List<TopicOffset> rebuildFrom(Instant finalUntil) {
    return marks.offsets(finalUntil.minus(lookBack)).entrySet().stream()
        .map(at -> new TopicOffset(outputs.scores(), at.getKey(), at.getValue()))
        .toList();
  }

  @Override
  public void close() {
    try (payments;
        scores) {
      reached.clear();
    }
  }
}
