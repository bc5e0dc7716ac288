package io.millrace.ingest.collect.spool;

import java.nio.file.Path;

/**
 * A file of the spool that is damaged elsewhere than at its end, where a crash may have torn it:
 * what it still holds was acknowledged, so it is neither skipped nor cut without being asked.
 */
public final class DamagedSpoolException extends RuntimeException {
  DamagedSpoolException(Path file, long offset) {
    super(
        "The spool's file %s is damaged at byte %d, and later files follow it. Records that clients were told are stored lie behind. Restore the file, or move it away to give up what it holds from there on."
            .formatted(file, offset));
  }
}
