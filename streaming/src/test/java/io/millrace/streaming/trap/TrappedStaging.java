package io.millrace.streaming.trap;

import io.millrace.streaming.trap.Traps.Moment;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** HDFS as tasks write to it: points {@code task.create} and {@code task.close}. */
public final class TrappedStaging extends DistributedFileSystem {

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    Traps.PROCESS.at("task.create", Moment.BEFORE);
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    Traps.PROCESS.at("task.create", Moment.AFTER);
    return new FSDataOutputStream(out, null) {
      @Override
      public void close() throws IOException {
        Traps.PROCESS.at("task.close", Moment.BEFORE);
        super.close();
        Traps.PROCESS.at("task.close", Moment.AFTER);
      }
    };
  }
}
