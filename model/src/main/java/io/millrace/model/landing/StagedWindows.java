package io.millrace.model.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Final windows of live views, whose files are written but which nobody has decided yet. A live log
 * knows them by event time, where landing knows batches by offsets.
 *
 * @param files the files; may be none
 * @param tooOld the rows that are in none of them, since their day was dropped
 * @param finalUntil every window that ends at or before this instant is in these files or in those
 *     of an earlier record
 * @param rebuildFrom from where the topics must be read again to compute all windows that end later
 * @param stagedIn how long staging took
 */
public record StagedWindows(
    List<LandedFile> files,
    List<TooOldRows> tooOld,
    Instant finalUntil,
    List<TopicOffset> rebuildFrom,
    Duration stagedIn) {

  public StagedWindows {
    files = List.copyOf(files);
    tooOld = List.copyOf(tooOld);
    rebuildFrom = List.copyOf(rebuildFrom);
    Objects.requireNonNull(finalUntil, "finalUntil");
    Objects.requireNonNull(stagedIn, "stagedIn");
  }
}
