package io.millrace.streaming.compact;

import io.millrace.streaming.parquet.Column;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Merges a group of files into one, as a Spark task that ends soon after it is cancelled. */
final class MergeTask implements Function<MergeTask.Group, MergeTask.Merged> {

  /** Files that become one, in their order. */
  record Group(List<StoredInput> inputs) implements java.io.Serializable {}

  /** The file that they became. */
  record Merged(String path, long rows, long bytes) implements java.io.Serializable {}

  private final List<Column> columns;
  private final String folder;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * @param folder where to write; each attempt of a task has a name of its own there
   */
  MergeTask(
      List<Column> columns, String folder, Broadcast<SerializableConfiguration> configuration) {
    this.columns = columns;
    this.folder = folder;
    this.configuration = configuration;
  }

  @Override
  public Merged call(Group group) throws IOException {
    TaskContext task = TaskContext.get();
    Configuration hadoop = configuration.value().value();
    Path target = new Path(folder, "task-" + task.taskAttemptId() + ".parquet");
    Merge merge =
        new Merge(
            columns,
            hadoop,
            () -> {
              if (task.isInterrupted()) {
                throw new CancellationException("the merge was cancelled");
              }
            });
    List<Path> inputs = group.inputs().stream().map(input -> new Path(input.path())).toList();
    long rows = merge.run(inputs, target);
    return new Merged(
        target.toString(), rows, target.getFileSystem(hadoop).getFileStatus(target).getLen());
  }
}
