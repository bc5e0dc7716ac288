package io.millrace.cluster.setup;

import io.millrace.cluster.probe.HadoopClients;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Folders and files in HDFS that daemons and jobs expect. Doing it again changes nothing. */
public final class HdfsSetup {
  private static final String UNFINISHED = "._COPYING_";

  private final HadoopClients clients;

  public HdfsSetup(HadoopClients clients) {
    this.clients = clients;
  }

  /**
   * Makes the folders that are missing and gives each its permission.
   *
   * @param folders from path to octal permission, such as {@code 1777}
   */
  public void makeFolders(Map<String, String> folders) throws IOException {
    try (DistributedFileSystem hdfs = clients.hdfs()) {
      for (Map.Entry<String, String> folder : folders.entrySet()) {
        Path path = new Path(folder.getKey());
        FsPermission permission = new FsPermission(folder.getValue());
        hdfs.mkdirs(path);
        if (!hdfs.getFileStatus(path).getPermission().equals(permission)) {
          // mkdirs applies the client's umask, and leaves an existing folder as it is
          hdfs.setPermission(path, permission);
        }
      }
    }
  }

  /** Copies a file to HDFS unless one of that length is there; a reader never sees half of it. */
  public void upload(java.nio.file.Path source, String target) throws IOException {
    try (DistributedFileSystem hdfs = clients.hdfs()) {
      upload(hdfs, source, new Path(target));
    }
  }

  static void upload(DistributedFileSystem hdfs, java.nio.file.Path source, Path target)
      throws IOException {
    if (hdfs.exists(target)) {
      FileStatus there = hdfs.getFileStatus(target);
      if (there.getLen() == Files.size(source)) {
        return;
      }
    }
    Path unfinished = target.suffix(UNFINISHED);
    hdfs.copyFromLocalFile(false, true, new Path(source.toUri()), unfinished);
    hdfs.rename(unfinished, target, Rename.OVERWRITE);
  }
}
