package io.millrace.cli.backfill;

import io.millrace.warehouse.Days;
import java.io.IOException;

/** The runs of a workflow, wherever they run. */
interface Runs {

  /** How a run is. */
  enum State {
    /** Made, and not started. */
    READY,
    /** Started, and not ended. */
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Nobody knows of it any more. */
    UNKNOWN
  }

  /** Makes a run, which begins when it is started; returns its id. */
  String submit(Days days) throws IOException;

  void start(String id);

  /** Ends one that was not started. */
  void discard(String id);

  /** How a run is now; tells people what is new of it. */
  State look(String id);

  /** Why a run failed, and what to look at. */
  String failure(String id);
}
