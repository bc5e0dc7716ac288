package io.millrace.ingest.publish;

import io.millrace.model.run.RunRecord;
import java.io.IOException;

/** Where the end of a run, a replay or a generated history, is recorded. */
@FunctionalInterface
public interface RunLog {
  /**
   * Records that run, as {@link RunRecord#toJson}, as a whole and without replacing another record:
   * a run that is recorded already stays as it is, which is no failure.
   *
   * @throws IOException when it could not be recorded; then it is recorded as a whole or not at all
   */
  void write(RunRecord run) throws IOException;
}
