package io.millrace.streaming.guard;

import io.millrace.model.streaming.StreamingPaths;
import io.millrace.model.streaming.WantedApplication;
import io.millrace.streaming.HdfsFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notes that starts leave and stops remove. */
record WantedFiles(HdfsFiles files, StreamingPaths paths) implements Guard.Wanted {

  private static final String NOTE = ".json";

  @Override
  public List<WantedApplication> all() {
    List<WantedApplication> all = new ArrayList<>();
    for (String name : files.names(paths.wanted())) {
      if (!name.startsWith(".") && name.endsWith(NOTE)) {
        now(name.substring(0, name.length() - NOTE.length())).ifPresent(all::add);
      }
    }
    return all;
  }

  @Override
  public Optional<WantedApplication> now(String tag) {
    String path = paths.wanted(tag);
    return files.read(path).map(text -> WantedApplication.read(path, text));
  }
}
