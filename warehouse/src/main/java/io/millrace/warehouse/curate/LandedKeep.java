package io.millrace.warehouse.curate;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.SegmentedLog;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

/**
 * Which days of what landed of a feed are kept; landing's log says it.
 *
 * @param from the first of them; empty while all are
 */
record LandedKeep(Optional<LocalDate> from) {

  /** As it is now. */
  static LandedKeep of(FileSystem files, String root, String feed)
      throws IOException, PublishException {
    try {
      return new LandedKeep(
          new SegmentedLog(new HdfsFolder(files), new LandingPaths(root, feed))
              .last()
              .map(CommitRecord::keptFrom)
              .map(KeptFrom::raw)
              .map(LocalDate::parse));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (LandingStoppedException e) {
      throw new PublishException(e.getMessage() + ".", e);
    }
  }

  /** Whether a day is gone. */
  boolean isGone(LocalDate day) {
    return from.isPresent() && day.isBefore(from.get());
  }
}
