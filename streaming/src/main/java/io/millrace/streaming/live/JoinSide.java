package io.millrace.streaming.live;

import io.millrace.model.landing.LiveWatermark;
import io.millrace.model.landing.TopicOffset;
import io.millrace.streaming.Declaration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * One topic of a join. Spark's watermark goes by the latest row of any partition, and stands still
 * when none comes; ours goes by the slowest partition, and goes on when the topic is idle. So
 * beside the topic's rows there are ticks: rows of no user whose time moves Spark's watermark as
 * far as ours is.
 */
final class JoinSide {

  /** Begins the user of a tick; the topic follows, so that ticks of two sides never meet. */
  private static final String TICK = "\0tick of ";

  private final int number;
  private final String topic;
  private final LiveSource source;
  private final LiveWatermark watermark;
  private final PartitionTimes times;
  private final RebuildMarks marks;
  private final Map<Integer, Long> start;
  private final Duration delay;
  private final ReadProgress progress = new ReadProgress();
  private MemoryStream<Long> ticks;
  private Map<Integer, Long> ends;
  private Instant since;
  private Instant ticked = Instant.MIN;

  /**
   * @param number unlike that of the other side: Spark takes two sources for one that are equal
   * @param log from where the log says to read, of any topic
   * @param delay of Spark's watermark behind the latest row
   */
  JoinSide(
      int number,
      Declaration declaration,
      LiveSource source,
      List<TopicOffset> log,
      Duration lateness,
      Duration delay) {
    this.number = number;
    this.topic = declaration.feed().topic();
    this.source = source;
    this.delay = delay;
    ends = source.endOffsets();
    start =
        LiveStart.offsets(
            log.stream().filter(offset -> offset.topic().equals(topic)).toList(),
            source.firstOffsets(),
            ends);
    watermark = new LiveWatermark(lateness, declaration.feed().idleTimeout());
    times = new PartitionTimes(watermark, start);
    marks = new RebuildMarks(start);
  }

  /** Its rows, and ticks among them. */
  Dataset<Row> rows(SparkSession session, JoinTask task, String name) {
    session.sparkContext().register(progress, name + "-" + topic);
    ticks = MemoryStream.apply(number, session.sqlContext(), Option.empty(), Encoders.LONG());
    StructType columns = task.columns();
    return source
        .records(session, start)
        .mapPartitions(task.reporting(progress), Encoders.row(columns))
        .union(ticks(columns));
  }

  private Dataset<Row> ticks(StructType columns) {
    List<org.apache.spark.sql.Column> values = new ArrayList<>();
    for (StructField field : columns.fields()) {
      values.add(
          switch (values.size()) {
            case 0 -> functions.timestamp_micros(functions.col("value")).as(field.name());
            case 1 -> functions.lit(TICK + topic).as(field.name());
            default -> functions.lit(null).cast(field.dataType()).as(field.name());
          });
    }
    return ticks.toDF().select(values.toArray(new org.apache.spark.sql.Column[0]));
  }

  /** Notes how far tasks have read, once their rows are taken. */
  void take(Instant now) {
    times.reach(progress.value(), now);
    progress
        .value()
        .forEach(
            (partition, at) -> marks.mark(partition, at.untilOffset(), times.greatest(partition)));
  }

  /**
   * Lets time pass: moves Spark's watermark to ours.
   *
   * @param step by how much at least, since each tick costs two batches
   */
  void pass(Instant now, Duration step) {
    ends = source.endOffsets();
    since = since == null ? now : since;
    Optional<Instant> passed =
        times
            .watermark(ends, now)
            .or(() -> lag() == 0 ? watermark.silent(since, now) : Optional.empty());
    if (passed.isPresent() && passed.get().isAfter(ticked.plus(step))) {
      ticked = passed.get();
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, ticked.plus(delay));
      ticks.addData(JavaConverters.asScalaBuffer(List.of(micros)));
    }
  }

  /** Whether it may still bring, or has brought, what Spark's watermark has not passed. */
  boolean isAhead(Instant passed) {
    return lag() > 0 || !times.greatest().isBefore(passed);
  }

  /** Records left to read. */
  long lag() {
    return times.lag(ends);
  }

  /** From where to read, if all that is needed are records from {@code needed} on. */
  List<TopicOffset> rebuildFrom(Instant needed) {
    List<TopicOffset> from = new ArrayList<>();
    marks
        .offsets(needed)
        .forEach((partition, offset) -> from.add(new TopicOffset(topic, partition, offset)));
    return from;
  }
}
