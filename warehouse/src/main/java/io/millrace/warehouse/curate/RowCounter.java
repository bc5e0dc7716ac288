package io.millrace.warehouse.curate;

import io.millrace.warehouse.run.JobRun;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts the rows that the tasks of an application read from files and write to files. */
public final class RowCounter extends SparkListener {

  private static final long WITHIN_MILLIS = 10_000;

  private final AtomicLong read = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  private final SparkSession spark;

  private RowCounter(SparkSession spark) {
    this.spark = spark;
  }

  /** A counter of what the application does from now on. */
  public static RowCounter of(SparkSession spark) {
    RowCounter counter = new RowCounter(spark);
    spark.sparkContext().addSparkListener(counter);
    return counter;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    // What a failed task wrote is not part of the output.
    if (task.taskInfo().successful() && task.taskMetrics() != null) {
      read.addAndGet(task.taskMetrics().inputMetrics().recordsRead());
      written.addAndGet(task.taskMetrics().outputMetrics().recordsWritten());
    }
  }

  /** What all tasks have done until now; unknown if Spark does not tell within seconds. */
  public JobRun.Rows rows() {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty(WITHIN_MILLIS);
    } catch (TimeoutException e) {
      return JobRun.Rows.UNKNOWN;
    }
    return new JobRun.Rows(Optional.of(read.get()), Optional.of(written.get()));
  }
}
