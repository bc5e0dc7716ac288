package io.millrace.model.landing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An hour's rows in new files that are written but that no reader sees yet. It holds only as long
 * as nothing else has changed the hour.
 *
 * @param before the hour that was read; if it is another one by now, the compaction is worth
 *     nothing
 * @param replaced the paths of all files that were read, which is all that the hour has
 * @param folder where the new files come to lie; nothing else ever did or will
 * @param files the new files, with the same rows together
 * @param stagedIn how long it took to write them
 */
public record StagedCompaction(
    HourFiles before,
    List<String> replaced,
    String folder,
    List<LandedFile> files,
    Duration stagedIn) {

  public StagedCompaction {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(folder, "folder");
    replaced = List.copyOf(replaced);
    files = List.copyOf(files);
    long rows = files.stream().mapToLong(LandedFile::rows).sum();
    if (rows != before.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s, dt=%s, hour=%s: %d rows cannot replace %d",
              before.table(),
              before.dt(),
              before.hour(),
              rows,
              before.rows()));
    }
    if (folder.equals(before.location())) {
      throw new IllegalArgumentException(folder + " is what readers read now");
    }
    for (LandedFile file : files) {
      if (!file.path().startsWith(folder + "/")) {
        throw new IllegalArgumentException(file.path() + " is not in " + folder);
      }
    }
  }
}
