package io.millrace.ingest.collect.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One feed's records that wait on disk for the broker. Any thread writes; one thread reads and
 * drops, in the order of writing. Each file holds about {@value #SEGMENT_BYTES} bytes; a file whose
 * entries are all dropped is deleted.
 *
 * <p>What was written is kept through a crash of this process; what was {@link #awaitDurable
 * awaited} also through one of the machine, as far as its disk keeps what fsync gave it. An entry
 * may come again after a crash, though it was dropped; none that was awaited is lost.
 */
public final class Spool implements AutoCloseable {
  static final long SEGMENT_BYTES = 16L * 1024 * 1024;

  private final Path folder;
  private final SpoolBudget budget;
  private final Durability durability = new Durability();
  private final long cutBytes;

  // All below is guarded by this.
  private final Deque<SegmentFile> segments;
  private SpoolPosition start;
  private long nextNumber;
  private long entries;
  private FileChannel writing;
  private long writingBytes;
  private IOException failure;

  private Spool(Path folder, SpoolBudget budget, SpoolRecovery left) {
    this.folder = folder;
    this.budget = budget;
    this.segments = left.segments();
    this.start = left.start();
    this.nextNumber = left.nextNumber();
    this.entries = left.entries();
    this.cutBytes = left.cutBytes();
    budget.takeFound(left.bytes());
  }

  /**
   * The spool in that folder, which is made when it is missing. What another process left is kept:
   * its torn end is cut off, its entries are read first.
   *
   * @throws DamagedSpoolException when it is damaged elsewhere than at its end
   * @throws IOException when it cannot be read
   */
  public static Spool open(Path folder, SpoolBudget budget) throws IOException {
    Files.createDirectories(folder);
    Spool spool = new Spool(folder, budget, SpoolRecovery.of(folder));
    synchronized (spool) {
      if (spool.entries == 0) {
        spool.deleteAll();
      }
    }
    return spool;
  }

  /** How many bytes were cut off its end when it was opened. */
  public long cutBytes() {
    return cutBytes;
  }

  /** How many entries wait. */
  public synchronized long entries() {
    return entries;
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return entries() == 0;
  }

  /**
   * Writes those entries behind all others, all or none.
   *
   * @return the number by which to wait until they are durable
   * @throws SpoolFullException when there is no room; then nothing was written
   * @throws IOException when the disk fails; then none of them is read, and once its file cannot be
   *     mended every later call fails too
   */
  public synchronized long write(List<SpoolEntry> added) throws IOException, SpoolFullException {
    if (failure != null) {
      throw new IOException("The spool takes no more: " + failure.getMessage(), failure);
    }
    ByteBuffer bytes = SpoolCodec.encode(added);
    long size = bytes.remaining();
    budget.take(size);
    try {
      if (writing == null || writingBytes >= SEGMENT_BYTES) {
        roll();
      }
      while (bytes.hasRemaining()) {
        writing.write(bytes);
      }
    } catch (IOException e) {
      budget.give(size);
      mend(e);
      throw e;
    }
    writingBytes += size;
    entries += added.size();
    return durability.wrote(size);
  }

  private void roll() throws IOException {
    SegmentFile next = SegmentFile.of(folder, nextNumber);
    FileChannel channel = next.create();
    try {
      durability.follow(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (writing != null) {
      writing.close();
    }
    nextNumber++;
    if (segments.isEmpty()) {
      start = new SpoolPosition(next.number(), 0);
    }
    segments.add(next);
    writing = channel;
    writingBytes = 0;
  }

  private void mend(IOException cause) {
    try {
      if (writing != null) {
        writing.truncate(writingBytes);
        writing.position(writingBytes);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
      failure = cause;
    }
  }

  /**
   * Returns when what got that number from {@link #write} is durable, with whatever others wrote
   * meanwhile.
   *
   * @throws IOException when it is not, and cannot become so
   */
  public void awaitDurable(long ticket) throws IOException {
    durability.await(ticket);
  }

  /**
   * The first entries that wait, in order, without dropping them; at least one if any waits. For
   * one thread.
   */
  public List<Spooled> peek(int mostEntries, long mostBytes) throws IOException {
    List<Spooled> found = new ArrayList<>();
    long bytes = 0;
    for (Part part : parts()) {
      try (FileChannel channel = part.segment().openToRead()) {
        long offset = part.from();
        while (offset < part.until()) {
          if (found.size() >= mostEntries || bytes >= mostBytes) {
            return found;
          }
          Spooled next = SegmentFile.read(channel, part.segment().number(), offset, part.until());
          if (next == null) {
            throw new DamagedSpoolException(part.segment().path(), offset);
          }
          found.add(next);
          bytes += next.end().offset() - offset;
          offset = next.end().offset();
        }
      }
    }
    return found;
  }

  /** A stretch of a file that holds whole entries. */
  private record Part(SegmentFile segment, long from, long until) {}

  private synchronized List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    for (SegmentFile segment : segments) {
      long from = segment.number() == start.segment() ? start.offset() : 0;
      long until = isWritten(segment) ? writingBytes : segment.bytes();
      parts.add(new Part(segment, from, until));
    }
    return parts;
  }

  private boolean isWritten(SegmentFile segment) {
    return writing != null && segment.equals(segments.getLast());
  }

  /** Drops the first of what {@link #peek} gave; for the same thread. Not empty. */
  public synchronized void drop(List<Spooled> sent) throws IOException {
    start = sent.get(sent.size() - 1).end();
    entries -= sent.size();
    start.write(folder);
    while (!segments.isEmpty() && segments.getFirst().number() < start.segment()) {
      delete(segments.removeFirst());
    }
    if (entries == 0) {
      deleteAll();
    }
  }

  /** An empty spool takes no room. */
  private void deleteAll() throws IOException {
    durability.follow(null);
    if (writing != null) {
      writing.close();
      writing = null;
    }
    while (!segments.isEmpty()) {
      delete(segments.removeFirst());
    }
  }

  private void delete(SegmentFile segment) throws IOException {
    long bytes = segment.bytes();
    Files.delete(segment.path());
    budget.give(bytes);
  }

  /** Everything that was written is durable when this returns. */
  @Override
  public synchronized void close() throws IOException {
    durability.follow(null);
    if (writing != null) {
      writing.close();
      writing = null;
      failure = new IOException("it is closed");
    }
  }
}
