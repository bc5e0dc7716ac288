package io.millrace.cluster.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log as a person would quote it. */
public final class LogTail {
  private static final int MOST_LINES = 8;
  private static final int LONGEST_LINE = 400;
  private static final int LAST_BYTES = 256 * 1024;

  /** Lines that say what went wrong, in the layouts of log4j and of uncaught exceptions. */
  private static final Pattern TROUBLE =
      Pattern.compile(
          "\\b(ERROR|FATAL|SEVERE)\\b|^Caused by: |^Exception in thread|^Error: "
              + "|^\\S*(Exception|Error)(: |$)|No space left on device|OutOfMemoryError");

  private static final Pattern STACK = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ )");

  private LogTail() {}

  /**
   * The last lines that say what went wrong, else the last lines at all, without stack frames; none
   * when there is no log.
   */
  public static List<String> of(Path log) {
    List<String> lines =
        end(log).lines().filter(line -> !line.isBlank() && !STACK.matcher(line).find()).toList();
    List<String> trouble =
        lines.stream().filter(line -> TROUBLE.matcher(line).find()).distinct().toList();
    List<String> chosen = trouble.isEmpty() ? lines : trouble;
    return chosen.subList(Math.max(0, chosen.size() - MOST_LINES), chosen.size()).stream()
        .map(LogTail::cut)
        .toList();
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  private static String end(Path log) {
    if (!Files.isRegularFile(log)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LAST_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
