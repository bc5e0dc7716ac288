package io.millrace.cli.fraud;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a file that an application left, by their columns, and their numbers for people. */
final class FindingRows {

  private FindingRows() {}

  /**
   * Reads them.
   *
   * @throws CommandFailure when the file is not there
   */
  static List<Map<String, String>> read(Hdfs hdfs, String file) throws IOException {
    return rows(text(hdfs, file));
  }

  /**
   * The text of a file.
   *
   * @throws CommandFailure when it is not there
   */
  static String text(Hdfs hdfs, String file) throws IOException {
    return hdfs.read(file)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.FAILED,
                    "The workflow ended well, but %s is not there.".formatted(file)));
  }

  /** Rows of a file whose values are names and numbers, none of which is quoted. */
  static List<Map<String, String>> rows(String csv) {
    List<String> lines = csv.lines().toList();
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  static String count(Map<String, String> row, String column) {
    return Words.count(Long.parseLong(row.get(column)));
  }

  /** With so many digits after the point; - where there is none. */
  static String ratio(Map<String, String> row, String column, int digits) {
    String value = row.get(column);
    return value.isEmpty()
        ? "-"
        : new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
