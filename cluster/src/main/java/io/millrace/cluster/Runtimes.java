package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built runtimes of the daemons: one folder of jars per component. */
public final class Runtimes {
  private final ClusterSettings settings;

  public Runtimes(ClusterSettings settings) {
    this.settings = settings;
  }

  /** The components whose jars the build has not gathered yet; empty when all is there. */
  public List<String> missing() {
    return Launches.components().stream()
        .filter(component -> !hasJars(settings.runtimeLib(component)))
        .toList();
  }

  private static boolean hasJars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      return jars.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
