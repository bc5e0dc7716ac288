package io.millrace.cli.command;

import io.millrace.cli.Polling;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A text file that a service writes: its end, and what is added to it. */
final class LogFile {

  private static final int BLOCK = 64 * 1024;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Path path;

  LogFile(Path path) {
    this.path = path;
  }

  /**
   * Copies the last lines, reading no more of the file than these.
   *
   * @return the position behind what was copied
   */
  long printLast(int lines, PrintStream out) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long end = file.length();
      long from = startOfLast(lines, file, end);
      return copy(file, from, end, out);
    }
  }

  /**
   * Copies what is added behind {@code position}, until interrupted; a shorter file is a new one.
   */
  void follow(long position, PrintStream out) throws IOException, InterruptedException {
    long at = position;
    while (true) {
      Polling.pause(BETWEEN_LOOKS);
      if (Files.exists(path)) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
          long end = file.length();
          at = copy(file, end < at ? 0 : at, end, out);
        }
      }
    }
  }

  private static long startOfLast(int lines, RandomAccessFile file, long end) throws IOException {
    if (lines == 0) {
      return end;
    }
    int newlines = 0;
    byte[] block = new byte[BLOCK];
    for (long until = end; until > 0; ) {
      int length = (int) Math.min(BLOCK, until);
      long from = until - length;
      file.seek(from);
      file.readFully(block, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        // the newline that ends the last line begins none
        if (block[i] == '\n' && from + i != end - 1 && ++newlines == lines) {
          return from + i + 1;
        }
      }
      until = from;
    }
    return 0;
  }

  private static long copy(RandomAccessFile file, long from, long until, PrintStream out)
      throws IOException {
    byte[] block = new byte[BLOCK];
    file.seek(from);
    long at = from;
    while (at < until) {
      int read = file.read(block, 0, (int) Math.min(BLOCK, until - at));
      if (read < 0) {
        break;
      }
      out.write(block, 0, read);
      at += read;
    }
    out.flush();
    return at;
  }
}
