package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file that a person mended: lines as {@link RecordLine} writes them. What is not {@code feed},
 * {@code partition}, {@code offset}, {@code record}, {@code text} or {@code hex} is passed over.
 */
public final class RepairedFile {

  private static final int MOST_PROBLEMS_TOLD = 20;

  private final Path file;
  private final String feed;
  private final Map<Coordinates, Repaired> records = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private RepairedFile(Path file, String feed) {
    this.file = file;
    this.feed = feed;
  }

  /**
   * Reads the mended records of a feed.
   *
   * @throws CommandFailure naming every line that is none
   */
  public static RepairedFile read(Path file, String feed) throws IOException {
    RepairedFile reading = new RepairedFile(file, feed);
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          reading.take(number, line);
        }
      }
    } catch (MalformedInputException e) {
      throw new CommandFailure(ExitStatus.USAGE, "%s is not UTF-8.".formatted(file), e);
    }
    reading.requireNoProblems();
    return reading;
  }

  /** The mended record for the refused one that lies there, or null. */
  Repaired of(Coordinates at) {
    return records.get(at);
  }

  /** All of them, by where the refused ones lie. */
  Collection<Repaired> records() {
    return records.values();
  }

  private void take(int number, String line) {
    try {
      JsonNode json = RecordLine.JSON.readTree(line);
      JsonNode partition = json.path("partition");
      JsonNode offset = json.path("offset");
      if (!partition.canConvertToInt()
          || !offset.isIntegralNumber()
          || !offset.canConvertToLong()) {
        problem(number, "partition and offset must say which refused record is meant");
      } else if (json.hasNonNull("feed") && !json.path("feed").asText().equals(feed)) {
        problem(number, "it is of feed %s, not of %s".formatted(json.path("feed").asText(), feed));
      } else {
        Coordinates at = new Coordinates(partition.intValue(), offset.longValue());
        Repaired earlier = records.putIfAbsent(at, new Repaired(number, at, value(number, json)));
        if (earlier != null) {
          problem(number, "%s is in line %d already".formatted(at, earlier.line()));
        }
      }
    } catch (JsonProcessingException e) {
      problem(number, "no JSON object (%s)".formatted(e.getOriginalMessage()));
    }
  }

  private byte[] value(int number, JsonNode json) {
    if (json.path("record").isObject()) {
      return json.path("record").toString().getBytes(UTF_8);
    } else if (json.path("text").isTextual()) {
      return json.path("text").asText().getBytes(UTF_8);
    } else if (json.path("hex").isTextual()) {
      try {
        return HexFormat.of().parseHex(json.path("hex").asText());
      } catch (IllegalArgumentException e) {
        problem(number, "hex is no bytes in hexadecimal");
        return new byte[0];
      }
    }
    problem(number, "the mended record must be in record (a JSON object), text or hex");
    return new byte[0];
  }

  private void problem(int line, String what) {
    problems.add("%s:%d: %s".formatted(file.getFileName(), line, what));
  }

  private void requireNoProblems() {
    if (problems.isEmpty()) {
      return;
    }
    List<String> told =
        new ArrayList<>(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS_TOLD)));
    if (told.size() < problems.size()) {
      told.add("and " + Words.count(problems.size() - told.size()) + " more");
    }
    throw new CommandFailure(
        ExitStatus.USAGE,
        "Nothing was sent, since %s cannot be read:%n  %s"
            .formatted(file, String.join(System.lineSeparator() + "  ", told)));
  }
}
