package io.millrace.ingest.collect;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of all feeds' spools, which one collector at a time has. */
final class SpoolFolder implements AutoCloseable {
  private final FileChannel channel;

  private SpoolFolder(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made when it is missing. It is given back when the process ends,
   * however it ends.
   *
   * @throws CollectorStartException when another collector has it
   */
  @SuppressWarnings("MustBeClosedChecker") // closed with the collector
  static SpoolFolder lock(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new CollectorStartException(
          "Another collector uses the spool "
              + folder
              + ". End it, or give this one another folder.",
          null);
    }
    return new SpoolFolder(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
