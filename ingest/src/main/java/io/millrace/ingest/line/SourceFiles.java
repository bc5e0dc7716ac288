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
 * order of their names; empty ones, what begins with a dot and folders within are left out. {@code
 * -} is standard input: it is read to its end into a file first, since a file is read twice.
 * Closing deletes that file.
 */
public final class SourceFiles implements AutoCloseable {
  /** How standard input is named. */
  public static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_NAME = "standard-input";
  private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final List<SourceFile> before;
  private final List<SourceFile> after;
  private final boolean takesStandardInput;
  private final List<Path> spooled = new ArrayList<>();

  private SourceFiles(List<SourceFile> before, List<SourceFile> after, boolean takesStandardInput) {
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
    this.takesStandardInput = takesStandardInput;
  }

  /**
   * Those files; all but standard input are looked at, so that a wrong one is known before any is
   * used.
   *
   * @param named files, folders or {@link #STANDARD_INPUT}
   * @throws UnusableFileException when one is missing, unreadable, empty or no file, a folder has
   *     none, or standard input is named twice
   */
  public static SourceFiles of(List<String> named) throws UnusableFileException {
    List<SourceFile> before = new ArrayList<>();
    List<SourceFile> after = new ArrayList<>();
    boolean takesStandardInput = false;
    for (String name : named) {
      Path path = Path.of(name);
      if (!name.equals(STANDARD_INPUT)) {
        (takesStandardInput ? after : before)
            .addAll(Files.isDirectory(path) ? inFolder(path) : List.of(notEmpty(path)));
      } else if (takesStandardInput) {
        throw new UnusableFileException("Standard input (-) can be read once only.", null);
      } else {
        takesStandardInput = true;
      }
    }
    return new SourceFiles(before, after, takesStandardInput);
  }

  /**
   * The files, at least one.
   *
   * @param standardInput read to its end, and not closed, when it is named
   * @param spool the folder for what standard input brings
   * @throws UnusableFileException when it brings nothing, or what would fill the disk
   */
  public List<SourceFile> open(InputStream standardInput, Path spool) throws UnusableFileException {
    List<SourceFile> files = new ArrayList<>(before);
    if (takesStandardInput) {
      Path file = spool(standardInput, spool);
      spooled.add(file);
      SourceFile source = new SourceFile(file, STANDARD_INPUT_NAME);
      if (source.isEmpty()) {
        throw new UnusableFileException("Standard input is empty: nothing to replay.", null);
      }
      files.add(source);
    }
    files.addAll(after);
    return files;
  }

  @Override
  public void close() throws IOException {
    for (Path file : spooled) {
      Files.deleteIfExists(file);
    }
  }

  private static SourceFile notEmpty(Path path) {
    SourceFile file = new SourceFile(path);
    if (file.isEmpty()) {
      throw new UnusableFileException(path + " is empty: there is nothing to replay.", null);
    }
    return file;
  }

  private static List<SourceFile> inFolder(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      List<SourceFile> files =
          inside
              .filter(p -> !p.getFileName().toString().startsWith("."))
              .filter(p -> !Files.isDirectory(p))
              .sorted()
              .map(SourceFile::new)
              .filter(f -> !f.isEmpty())
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
