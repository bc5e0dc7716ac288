package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Lines of the bundled access log, moved to another year so that they can be told apart. */
final class AccessLogLines {

  private AccessLogLines() {}

  /** All of them. */
  static Stream<String> all() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Checkout.accessLog())), UTF_8))) {
      return reader.lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of 17 May, which fall into 14 hours, as if it had been in that year. */
  static List<String> ofOneDayIn(int year) {
    return all()
        .filter(line -> line.contains("[17/May/2015:"))
        .map(line -> line.replaceFirst("/May/2015:", "/May/" + year + ":"))
        .toList();
  }
}
