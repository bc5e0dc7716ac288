package io.millrace.ingest.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a person named, in order. A folder stands for the files directly in it, in the
 * order of their names; what begins with a dot and folders within are left out. {@code -} is
 * standard input: it is read to its end into a file first, since a file is read twice. Closing
 * deletes that file.
 */
public final class SourceFiles implements AutoCloseable {
  /** How standard input is named. */
  public static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_NAME = "standard-input";
  private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final List<SourceFile> files;
  private final List<Path> spooled;

  private SourceFiles(List<SourceFile> files, List<Path> spooled) {
    this.files = List.copyOf(files);
    this.spooled = List.copyOf(spooled);
  }

  /**
   * Those files; all are looked at, so that a wrong one is known before any is used.
   *
   * @param named files, folders or {@link #STANDARD_INPUT}
   * @param standardInput read to its end, and not closed, when it is named
   * @param spool the folder for what standard input brings
   * @throws UnusableFileException when one is missing, unreadable or no file, a folder has none,
   *     standard input is named twice, or what it brings would fill the disk
   */
  public static SourceFiles of(List<String> named, InputStream standardInput, Path spool) {
    List<SourceFile> files = new ArrayList<>();
    List<Path> spooled = new ArrayList<>();
    int standardInputAt = -1;
    for (String name : named) {
      if (!name.equals(STANDARD_INPUT)) {
        Path path = Path.of(name);
        files.addAll(Files.isDirectory(path) ? inFolder(path) : List.of(new SourceFile(path)));
      } else if (standardInputAt >= 0) {
        throw new UnusableFileException("Standard input (-) can be read once only.", null);
      } else {
        standardInputAt = files.size();
      }
    }
    if (standardInputAt >= 0) {
      Path file = spool(standardInput, spool);
      spooled.add(file);
      files.add(standardInputAt, new SourceFile(file, STANDARD_INPUT_NAME));
    }
    return new SourceFiles(files, spooled);
  }

  /** The files; at least one. */
  public List<SourceFile> files() {
    return files;
  }

  @Override
  public void close() throws IOException {
    for (Path file : spooled) {
      Files.deleteIfExists(file);
    }
  }

  private static List<SourceFile> inFolder(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      List<SourceFile> files =
          inside
              .filter(p -> !p.getFileName().toString().startsWith("."))
              .filter(p -> !Files.isDirectory(p))
              .sorted()
              .map(SourceFile::new)
              .toList();
      if (files.isEmpty()) {
        throw new UnusableFileException("There is no file in the folder " + folder + ".", null);
      }
      return files;
    } catch (IOException e) {
      throw new UnusableFileException(folder + " may not be listed: " + e.getMessage() + ".", e);
    }
  }

  private static Path spool(InputStream in, Path folder) {
    Path file = null;
    try {
      Files.createDirectories(folder);
      file = Files.createTempFile(folder, "standard-input-", ".spool");
      file.toFile().deleteOnExit();
      FileStore store = Files.getFileStore(file);
      byte[] buffer = new byte[BUFFER_BYTES];
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
          if (store.getUsableSpace() < LEAST_FREE_BYTES) {
            throw new IOException("less than 256 MiB are left on its disk");
          }
        }
      }
      return file;
    } catch (IOException e) {
      delete(file);
      throw new UnusableFileException(
          "Standard input could not be kept in "
              + folder
              + ": "
              + e.getMessage()
              + ". Replay it from a file instead.",
          e);
    }
  }

  private static void delete(Path file) {
    if (file != null && !file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }
}
