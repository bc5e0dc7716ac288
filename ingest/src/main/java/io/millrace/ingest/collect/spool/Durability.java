package io.millrace.ingest.collect.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Group commit: the first of those who wait calls fsync, and whoever wrote before that is served by
 * the same call. After an fsync that failed nothing more is durable: what the system still keeps in
 * memory cannot be known.
 */
final class Durability {
  private final Object turn = new Object();
  private FileChannel channel;
  private long written;
  private long durable;
  private IOException failure;

  /** A new file takes the place of the one before, which is durable when this returns. */
  void follow(FileChannel next) throws IOException {
    synchronized (turn) {
      sync();
      synchronized (this) {
        channel = next;
      }
    }
  }

  /** Notes that so many bytes more were written, and gives the number to wait for. */
  synchronized long wrote(long bytes) {
    written += bytes;
    return written;
  }

  /** Returns when everything up to that number survives a crash of the machine. */
  void await(long ticket) throws IOException {
    synchronized (turn) {
      if (durable < ticket) {
        sync();
      }
    }
  }

  /** To be called in turn. */
  private void sync() throws IOException {
    if (failure != null) {
      throw new IOException("The spool is not durable any more: " + failure.getMessage(), failure);
    }
    FileChannel current;
    long reached;
    synchronized (this) {
      current = channel;
      reached = written;
    }
    if (current == null || durable == reached) {
      return;
    }
    try {
      current.force(false);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    durable = reached;
  }
}
