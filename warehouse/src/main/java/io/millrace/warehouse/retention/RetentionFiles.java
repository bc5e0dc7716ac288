package io.millrace.warehouse.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.warehouse.publish.PartitionKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of {@code ops.retention}: {@code <root>/ops/retention/dt=/<generation>-<table>.json}, a
 * line for each partition that was dropped of that table. What is about to be dropped lies in the
 * hidden folder {@code .pending}.
 */
final class RetentionFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DAY = "dt=";
  private static final String HIDDEN = ".";

  private final FileSystem files;
  private final Path folder;

  RetentionFiles(FileSystem files, String root) {
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/ops/retention"));
  }

  /** The name of a file. */
  static String name(String teller, String of) {
    return teller + ending(of);
  }

  /** Where a day's files are, whether or not there are any. */
  Path place(LocalDate day) {
    return new Path(folder, PartitionKey.of(day).name());
  }

  /** Where notes are of what is about to be dropped. */
  Path pending() {
    return new Path(folder, ".pending");
  }

  /** The folders of a day and of all later ones. */
  List<Path> placesFrom(LocalDate day) throws IOException {
    String first = place(day).getName();
    return list(folder)
        .filter(place -> place.getName().startsWith(DAY) && place.getName().compareTo(first) >= 0)
        .toList();
  }

  /** The files of a folder that tell what was dropped of a table; none where it is not there. */
  List<Path> of(Path place, String table) throws IOException {
    return list(place)
        .filter(
            file -> file.getName().endsWith(ending(table)) && !file.getName().startsWith(HIDDEN))
        .toList();
  }

  /**
   * The lines of a file.
   *
   * @throws FileNotFoundException when it is there no more
   */
  List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = files.open(file)) {
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        lines.add(JSON.readTree(line));
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s has a line that is not JSON, so that it is not known what retention has dropped: %s. Mend the file, or move it out of its folder."
              .formatted(file, e.getOriginalMessage()),
          e);
    }
    return lines;
  }

  private Stream<Path> list(Path place) throws IOException {
    try {
      return Arrays.stream(files.listStatus(place)).map(FileStatus::getPath);
    } catch (FileNotFoundException e) {
      return Stream.empty();
    }
  }

  private static String ending(String of) {
    return "-" + of + ".json";
  }
}
