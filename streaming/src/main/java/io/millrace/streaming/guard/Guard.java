package io.millrace.streaming.guard;

import io.millrace.model.streaming.WantedApplication;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the applications that are wanted. An application that was stopped, or started anew,
 * while it was being submitted here is killed again: what a person did last counts.
 */
final class Guard {

  /** The applications that are to run. */
  interface Wanted {
    List<WantedApplication> all() throws IOException;

    /** What is wanted now under that tag. */
    Optional<WantedApplication> now(String tag) throws IOException;
  }

  /** The cluster's scheduler. */
  interface Scheduler {
    /** The ids of the applications with that tag that have not ended. */
    List<String> active(String tag) throws IOException;

    /** Submits an application and returns once it is taken. */
    void submit(WantedApplication application) throws IOException;

    void kill(String id) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final Wanted wanted;
  private final Scheduler scheduler;

  Guard(Wanted wanted, Scheduler scheduler) {
    this.wanted = wanted;
    this.scheduler = scheduler;
  }

  /** Starts what is wanted and not there. */
  void look() throws IOException {
    List<WantedApplication> all = wanted.all();
    if (all.isEmpty()) {
      LOG.info("no streaming application is wanted");
    }
    for (WantedApplication application : all) {
      List<String> active = scheduler.active(application.tag());
      if (active.isEmpty()) {
        start(application);
      } else {
        LOG.info("{} runs: {}", application.tag(), active);
      }
    }
  }

  private void start(WantedApplication application) throws IOException {
    LOG.warn("{} is wanted since {} and does not run", application.tag(), application.since());
    scheduler.submit(application);
    List<String> submitted = scheduler.active(application.tag());
    boolean still =
        wanted
            .now(application.tag())
            .filter(now -> now.start().equals(application.start()))
            .isPresent();
    if (still) {
      LOG.warn("{} is started again: {}", application.tag(), submitted);
      return;
    }
    for (String id : submitted) {
      LOG.warn(
          "{} was stopped or started by somebody meanwhile: {} is killed", application.tag(), id);
      scheduler.kill(id);
    }
  }
}
