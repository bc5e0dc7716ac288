package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a file by their bytes, in ascending order. They are sorted and compared by files, so
 * that there may be any number of them.
 */
record SortedRows(Path file) {

  private static final int MOST_SHOWN = 3;
  private static final Pattern FIRST_MEMBER = Pattern.compile("^\\{\"[^\"]*\":\"[^\"]*\"");

  /**
   * How rows differ from those that they should be.
   *
   * @param rows how many there are
   * @param missing of them
   * @param additional to them; a row that is there twice and should be once is one of these
   * @param twice rows that are the same as the one before
   * @param shown the first of the differing ones
   */
  record Difference(long rows, long missing, long additional, long twice, List<String> shown) {

    boolean isNone() {
      return missing == 0 && additional == 0;
    }
  }

  /** Sorts a file with the system's own program; the sorted one stands beside it. */
  static SortedRows of(Path file) throws IOException, InterruptedException {
    Path sorted = file.resolveSibling(file.getFileName() + ".sorted");
    ProcessBuilder sort =
        new ProcessBuilder(
                "sort",
                "--buffer-size=256M",
                "--temporary-directory=" + file.toAbsolutePath().getParent(),
                "--output=" + sorted,
                file.toString())
            .inheritIO();
    sort.environment().put("LC_ALL", "C");
    int code = sort.start().waitFor();
    if (code != 0) {
      throw new IOException("sort of %s ended with %d".formatted(file, code));
    }
    return new SortedRows(sorted);
  }

  /** Holds these against the rows that they should be. */
  Difference from(SortedRows expected) throws IOException {
    long rows = 0;
    long missing = 0;
    long additional = 0;
    long twice = 0;
    List<String> shown = new ArrayList<>();
    try (BufferedReader ours = reader();
        BufferedReader theirs = expected.reader()) {
      String our = ours.readLine();
      String their = theirs.readLine();
      while (our != null || their != null) {
        int order = our == null ? 1 : their == null ? -1 : our.compareTo(their);
        if (order > 0) {
          missing++;
          show(shown, "missing:    ", their);
          their = theirs.readLine();
        } else {
          if (order < 0) {
            additional++;
            show(shown, "additional: ", our);
          } else {
            their = theirs.readLine();
          }
          rows++;
          String next = ours.readLine();
          twice += our.equals(next) ? 1 : 0;
          our = next;
        }
      }
    }
    return new Difference(rows, missing, additional, twice, List.copyOf(shown));
  }

  /** How many rows have the same first member, which is their id, as the one before. */
  long sameIds() throws IOException {
    long same = 0;
    try (BufferedReader rows = reader()) {
      String before = "";
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        Matcher id = FIRST_MEMBER.matcher(row);
        if (!id.find()) {
          throw new IllegalStateException("%s has a row without an id: %s".formatted(file, row));
        }
        same += id.group().equals(before) ? 1 : 0;
        before = id.group();
      }
    }
    return same;
  }

  /** A character is a byte, so that the order is that of the sorting program. */
  private BufferedReader reader() throws IOException {
    return Files.newBufferedReader(file, ISO_8859_1);
  }

  private static void show(List<String> shown, String what, String row) {
    if (shown.size() < MOST_SHOWN) {
      shown.add(what + row);
    }
  }
}
