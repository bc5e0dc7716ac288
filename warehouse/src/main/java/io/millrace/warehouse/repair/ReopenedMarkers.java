package io.millrace.warehouse.repair;

import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.publish.PartitionKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/** The markers that landing leaves, {@code <root>/ops/reopened/<feed>/dt=/hour=/<sequence>}. */
public final class ReopenedMarkers {

  private final FileSystem files;
  private final String root;

  public ReopenedMarkers(FileSystem files, String root) {
    this.files = files;
    this.root = root;
  }

  /** All of them, by feed, hour and batch. */
  public List<Reopened> list() throws IOException {
    List<Reopened> markers = new ArrayList<>();
    for (FileStatus feed : children(new Path(root + "/ops/reopened"))) {
      for (FileStatus day : children(feed.getPath())) {
        for (FileStatus hour : children(day.getPath())) {
          String name = day.getPath().getName() + "/" + hour.getPath().getName();
          PartitionKey key = PartitionKey.ofName(name);
          for (FileStatus marker : children(hour.getPath())) {
            // What is being written has another name than a number.
            String seq = marker.getPath().getName();
            if (seq.matches("\\d{12,}")) {
              markers.add(new Reopened(feed.getPath().getName(), key, LandingPaths.seqOf(seq)));
            }
          }
        }
      }
    }
    return markers;
  }

  /** Takes one away; one that is gone already may be taken away again. */
  public void remove(Reopened marker) throws IOException {
    Path file = path(marker);
    files.delete(file, false);
    removeIfEmpty(file.getParent());
    removeIfEmpty(file.getParent().getParent());
  }

  private Path path(Reopened marker) {
    return new Path(
        new LandingPaths(root, marker.feed())
            .reopenedMarker(
                marker.hour().values().get("dt"),
                marker.hour().values().get("hour"),
                marker.seq()));
  }

  private void removeIfEmpty(Path folder) throws IOException {
    try {
      files.delete(folder, false);
    } catch (PathIsNotEmptyDirectoryException e) {
      // Another marker is in it.
    } catch (IOException e) {
      if (files.exists(folder) && files.listStatus(folder).length == 0) {
        throw e;
      }
    }
  }

  private FileStatus[] children(Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
