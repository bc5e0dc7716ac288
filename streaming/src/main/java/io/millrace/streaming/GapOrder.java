package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingPaths;
import java.util.Optional;

/**
 * An operator's order to accept the gaps that a feed stands before, as a file that landing takes
 * when it starts to read. It holds the order's id, by which the log says that it was followed; so
 * it is followed once although the driver may die before the file is gone.
 */
final class GapOrder {

  private final HdfsFiles files;
  private final HdfsLandingStore store;
  private final String path;

  GapOrder(HdfsFiles files, HdfsLandingStore store, LandingPaths paths) {
    this.files = files;
    this.store = store;
    this.path = paths.acceptGapOrder();
  }

  /** The order's id, or empty if there is none. */
  Optional<String> id() {
    return files.read(path).map(String::strip);
  }

  /** Whether the newest record, claims aside, follows the order. */
  boolean followed(String id) {
    return store
        .records()
        .filter(record -> record.kind() != CommitRecord.Kind.CLAIM)
        .findFirst()
        .filter(record -> id.equals(record.acceptedBy()))
        .isPresent();
  }

  /** Takes the order away. */
  void done() {
    files.delete(path);
  }
}
