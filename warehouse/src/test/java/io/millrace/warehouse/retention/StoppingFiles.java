package io.millrace.warehouse.retention;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files that can stop taking changes, as if the process had died before one. */
final class StoppingFiles extends FilterFileSystem {

  private int changes;
  private int failAfter = Integer.MAX_VALUE;

  StoppingFiles() throws IOException {
    super(FileSystem.getLocal(new Configuration()));
  }

  /** Fails every change from that one on. */
  void failAfter(int count) {
    changes = 0;
    failAfter = count;
  }

  int changes() {
    return changes;
  }

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
    step();
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    step();
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    step();
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    step();
    return super.mkdirs(path, permission);
  }

  private void step() throws IOException {
    changes++;
    if (changes >= failAfter) {
      throw new IOException("stopped");
    }
  }
}
