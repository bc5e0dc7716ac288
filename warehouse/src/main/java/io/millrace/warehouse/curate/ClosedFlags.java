package io.millrace.warehouse.curate;

import io.millrace.model.landing.EventHour;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The flags that landing leaves for hours that are closed. */
final class ClosedFlags {

  private final FileSystem files;
  private final Path folder;

  ClosedFlags(FileSystem files, String root, String feed) {
    this.files = files;
    this.folder = new Path(root + "/ops/closed/" + feed);
  }

  /** The starts of the closed hours of those days, and those of the latest day that has any. */
  Set<Instant> read(Set<String> days) throws IOException {
    Set<Instant> closed = new TreeSet<>();
    TreeSet<String> flagged = new TreeSet<>();
    for (FileStatus day : list(folder)) {
      flagged.add(day.getPath().getName().substring("dt=".length()));
    }
    for (String day : flagged) {
      if (days.contains(day) || day.equals(flagged.last())) {
        for (FileStatus hour : list(new Path(folder, "dt=" + day))) {
          if (files.exists(new Path(hour.getPath(), "_SUCCESS"))) {
            closed.add(
                EventHour.parse(day, hour.getPath().getName().substring("hour=".length())).start());
          }
        }
      }
    }
    return closed;
  }

  /** Whether any hour of a day is closed. */
  boolean hasAny(LocalDate day) throws IOException {
    return list(new Path(folder, "dt=" + day)).length > 0;
  }

  boolean isClosed(EventHour hour) throws IOException {
    return files.exists(
        new Path(folder, "dt=%s/hour=%s/_SUCCESS".formatted(hour.dt(), hour.hour())));
  }

  private FileStatus[] list(Path path) throws IOException {
    try {
      return files.listStatus(path);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
