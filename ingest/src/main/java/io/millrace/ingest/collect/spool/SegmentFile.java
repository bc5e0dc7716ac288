package io.millrace.ingest.collect.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of a spool.
 *
 * @param number rising; files are read in this order
 * @param path where it lies
 */
record SegmentFile(long number, Path path) {
  private static final Pattern NAME = Pattern.compile("(\\d{18})\\.spool");

  /** That segment of that folder, which need not exist. */
  static SegmentFile of(Path folder, long number) {
    return new SegmentFile(
        number, folder.resolve(String.format(Locale.ROOT, "%018d.spool", number)));
  }

  /** The segments of that folder, in order. */
  static List<SegmentFile> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> of(folder, Long.parseLong(name.group(1))))
          .sorted((a, b) -> Long.compare(a.number, b.number))
          .toList();
    }
  }

  long bytes() throws IOException {
    return Files.size(path);
  }

  FileChannel openToRead() throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  /** A new file; its name is durable too. */
  FileChannel create() throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return channel;
  }

  /** Shortens it to that length, for good. */
  void cut(long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  /**
   * The entry at that offset, or null when none that is whole and undamaged begins there before
   * {@code end}.
   */
  static Spooled read(FileChannel channel, long segment, long offset, long end) throws IOException {
    if (end - offset < SpoolCodec.HEAD_BYTES) {
      return null;
    }
    ByteBuffer head = ByteBuffer.allocate(SpoolCodec.HEAD_BYTES);
    fill(channel, head, offset);
    int length = head.getInt(0);
    long payloadAt = offset + SpoolCodec.HEAD_BYTES;
    if (!SpoolCodec.isLength(length) || end - payloadAt < length) {
      return null;
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    fill(channel, payload, payloadAt);
    SpoolEntry entry = SpoolCodec.decode(payload.array(), head.getInt(4));
    return entry == null
        ? null
        : new Spooled(entry, new SpoolPosition(segment, payloadAt + length));
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("A file of the spool became shorter while it was read.");
      }
    }
  }
}
