package io.millrace.ingest.collect.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What an earlier process left in a spool's folder, with a torn tail cut and the rest verified. */
final class SpoolRecovery {
  private final Path folder;
  private final Deque<SegmentFile> segments = new ArrayDeque<>();
  private SpoolPosition start;
  private long entries;
  private long bytes;
  private long cutBytes;

  private SpoolRecovery(Path folder) {
    this.folder = folder;
  }

  static SpoolRecovery of(Path folder) throws IOException {
    SpoolRecovery recovery = new SpoolRecovery(folder);
    recovery.read();
    return recovery;
  }

  private void read() throws IOException {
    SpoolPosition kept = SpoolPosition.read(folder);
    List<SegmentFile> found = SegmentFile.list(folder);
    start = kept == null ? new SpoolPosition(0, 0) : kept;
    for (Iterator<SegmentFile> each = found.iterator(); each.hasNext(); ) {
      SegmentFile segment = each.next();
      if (segment.number() < start.segment()) {
        Files.delete(segment.path());
        continue;
      }
      if (segments.isEmpty() && segment.number() > start.segment()) {
        start = new SpoolPosition(segment.number(), 0);
      }
      verify(segment, !each.hasNext());
      segments.add(segment);
    }
  }

  private void verify(SegmentFile segment, boolean last) throws IOException {
    long size = segment.bytes();
    long offset = segment.number() == start.segment() ? Math.min(start.offset(), size) : 0;
    try (FileChannel channel = segment.openToRead()) {
      for (Spooled next = read(channel, segment, offset, size); next != null; ) {
        entries++;
        offset = next.end().offset();
        next = read(channel, segment, offset, size);
      }
    }
    if (offset < size && !last) {
      throw new DamagedSpoolException(segment.path(), offset);
    }
    if (offset < size) {
      segment.cut(offset);
      cutBytes = size - offset;
    }
    bytes += offset;
  }

  private static Spooled read(FileChannel channel, SegmentFile segment, long offset, long end)
      throws IOException {
    return SegmentFile.read(channel, segment.number(), offset, end);
  }

  /** The files, in order; the first holds {@link #start}. */
  Deque<SegmentFile> segments() {
    return segments;
  }

  /** Where the first entry begins that the broker may not have. */
  SpoolPosition start() {
    return start;
  }

  /** A number that no file has had, nor the position. */
  long nextNumber() {
    return (segments.isEmpty() ? start.segment() : segments.getLast().number()) + 1;
  }

  long entries() {
    return entries;
  }

  /** Of all files, what was sent already included. */
  long bytes() {
    return bytes;
  }

  /** How much was cut off the end: of entries that nobody was told are stored. */
  long cutBytes() {
    return cutBytes;
  }
}
