package io.millrace.ingest.replay;

import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** What the files of one replay share: its pace, its count of records, its position. */
final class ReplaySession {
  private final ReplayPlan plan;
  private final Clock clock;
  private final StopSignal stop;
  private final ReplayListener listener;
  private final ReplayPace pace;
  private final Optional<BatchStamp> stamp;
  private final Optional<PositionFile> file;
  private Position position;
  private long records;

  /**
   * @param file where the position is kept, if anywhere
   */
  ReplaySession(
      ReplayPlan plan,
      Clock clock,
      Ticker ticker,
      StopSignal stop,
      ReplayListener listener,
      Optional<PositionFile> file) {
    this.plan = plan;
    this.clock = clock;
    this.stop = stop;
    this.listener = listener;
    this.pace = new ReplayPace(plan, ticker, stop);
    this.stamp = plan.batches().map(b -> new BatchStamp(plan.feed(), b));
    this.file = file;
    Position begin = Position.begin(plan);
    this.position = file.map(f -> f.read(begin)).orElse(begin);
    this.records = position.records();
  }

  ReplayPlan plan() {
    return plan;
  }

  ReplayListener listener() {
    return listener;
  }

  /** How far that file is, if an earlier replay began it. */
  Optional<FilePosition> positionOf(String identity) {
    return position.of(identity);
  }

  /** Whether a position is kept. */
  boolean keepsPosition() {
    return file.isPresent();
  }

  /** Keeps that position of one file, where positions are kept. */
  void keep(FilePosition changed) throws IOException {
    position = position.with(changed);
    if (file.isPresent()) {
      file.get().write(position);
    }
  }

  /** Records of all files, sent now or earlier. */
  long records() {
    return records;
  }

  /** The batch of the record that was sent last; 0 where there are none. */
  long batchNumber() {
    return records == 0 ? 0 : plan.batches().map(b -> b.numberAfter(records - 1)).orElse(0L);
  }

  /** Whether as many records are sent as were asked for. */
  boolean isFull() {
    return plan.maxRecords().isPresent() && records >= plan.maxRecords().getAsLong();
  }

  boolean isStopped() {
    return stop.requested();
  }

  /** Waits until the next record may go; false when the replay shall end instead. */
  boolean await(Runnable waiting) {
    return pace.await(records, waiting);
  }

  /** Writes on the next record what its batch says. */
  void stamp(Object[] row) {
    stamp.ifPresent(s -> s.stamp(row, records, clock.instant()));
  }

  /** Counts a record that was handed over; true when it was the last of a batch. */
  boolean handedOver() {
    boolean last = plan.batches().map(b -> b.positionAfter(records) == b.size()).orElse(false);
    records++;
    return last;
  }
}
