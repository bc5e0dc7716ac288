package io.millrace.warehouse.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a partition's folder that engines read. They pass over names that begin with an
 * underscore or a dot.
 *
 * @param paths which they are, those without content left out
 * @param bytes their length together
 */
record DataFiles(List<Path> paths, long bytes) {

  DataFiles {
    paths = List.copyOf(paths);
  }

  /** Those of a folder; one that does not exist has none. */
  static DataFiles of(FileSystem files, Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    long bytes = 0;
    try {
      for (FileStatus file : files.listStatus(folder)) {
        String name = file.getPath().getName();
        if (file.isFile() && file.getLen() > 0 && !name.startsWith("_") && !name.startsWith(".")) {
          paths.add(file.getPath());
          bytes += file.getLen();
        }
      }
    } catch (FileNotFoundException e) {
      return new DataFiles(List.of(), 0);
    }
    return new DataFiles(paths, bytes);
  }

  /** How many they are. */
  int count() {
    return paths.size();
  }
}
