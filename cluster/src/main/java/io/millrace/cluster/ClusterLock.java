package io.millrace.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets one {@code up} or {@code down} at a time work on a home. The system frees it at our end. */
final class ClusterLock {
  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Does the work while holding the lock.
   *
   * @throws ClusterException when another process holds it, or the home cannot be written to
   */
  static <T> T whileHeld(Path home, Supplier<T> work) {
    ClusterLock lock = acquire(home);
    try {
      return work.get();
    } finally {
      lock.release();
    }
  }

  private static ClusterLock acquire(Path home) {
    Path file = home.resolve("lock");
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new ClusterException(
            ClusterException.BUSY,
            "Another millrace command (pid %s) is starting or stopping the cluster in %s; wait for its end and try again."
                .formatted(holder(file), home));
      }
      note(channel);
      return new ClusterLock(channel);
    } catch (IOException e) {
      throw new ClusterException(
          ClusterException.NOT_FIT,
          "Cannot write to %s (%s); free some space there, or choose another folder by MILLRACE_HOME."
              .formatted(home, reason(e)),
          e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Who holds the lock is only for the message: a full disk must not keep a cluster from stopping.
   */
  private static void note(FileChannel channel) {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      Logger.getLogger(ClusterLock.class.getName()).log(Level.FINE, "No pid in the lock file", e);
    }
  }

  private static String holder(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    return pid.isEmpty() ? "unknown" : pid;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void release() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
