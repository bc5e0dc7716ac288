package io.millrace.cluster.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Makes a folder that is either whole or not there. What a killed attempt left is swept away by the
 * next; every attempt has a name of its own, so one whose child still runs cannot disturb it.
 */
public final class Aside {
  private static final Logger LOGGER = Logger.getLogger(Aside.class.getName());
  private static final String MAKING = ".making-";

  private Aside() {}

  /** Fills a folder that does not exist yet. */
  @FunctionalInterface
  public interface Maker {
    void make(Path folder) throws Exception;
  }

  /**
   * Makes the folder unless it is there.
   *
   * @throws Exception what the maker throws; the folder is then not there
   */
  public static void makeOnce(Path folder, Maker maker) throws Exception {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder.getParent());
    for (Path leftOver : leftOvers(folder)) {
      sweep(leftOver);
    }
    Path making = folder.resolveSibling(folder.getFileName() + MAKING + UUID.randomUUID());
    maker.make(making);
    Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> leftOvers(Path folder) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder.getParent(), folder.getFileName() + MAKING + "*")) {
      List<Path> all = new ArrayList<>();
      found.forEach(all::add);
      return all;
    }
  }

  private static void sweep(Path leftOver) {
    try {
      delete(leftOver);
    } catch (IOException | UncheckedIOException e) {
      // a killed attempt's child still writes to it; it is in nobody's way, and swept another time
      LOGGER.log(Level.FINE, "Left for another time: " + leftOver, e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
