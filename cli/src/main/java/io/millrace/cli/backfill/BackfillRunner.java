package io.millrace.cli.backfill;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Polling;
import io.millrace.cli.workflow.DayWords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Works a plan off. It may be ended at any point, and another one goes on: a workflow is remembered
 * before it is started, so that each is found again, and none runs twice.
 */
final class BackfillRunner {

  private final BackfillJournal journal;
  private final Runs runs;
  private final Console console;
  private final Duration betweenLooks;

  BackfillRunner(BackfillJournal journal, Runs runs, Console console, Duration betweenLooks) {
    this.journal = journal;
    this.runs = runs;
    this.console = console;
    this.betweenLooks = betweenLooks;
  }

  /**
   * Works off what is open. When a run fails, those under way come to their end, and no other is
   * begun.
   *
   * @param parallel how many runs go on at once
   * @throws CommandFailure with the failed run's error
   */
  void work(BackfillJournal.Entry backfill, int parallel) throws IOException, InterruptedException {
    Deque<Integer> open = new ArrayDeque<>(journal.open(backfill));
    Map<Integer, String> underWay = new LinkedHashMap<>();
    Optional<String> failure = Optional.empty();
    while (true) {
      while (failure.isEmpty() && underWay.size() < parallel && !open.isEmpty()) {
        int run = open.poll();
        underWay.put(run, begin(backfill, run));
      }
      if (underWay.isEmpty()) {
        break;
      }
      for (Map.Entry<Integer, String> one : Map.copyOf(underWay).entrySet()) {
        Runs.State state = runs.look(one.getValue());
        if (state == Runs.State.SUCCEEDED) {
          journal.done(backfill.id(), one.getKey(), one.getValue());
          underWay.remove(one.getKey());
          say(backfill, one.getKey(), "done");
        } else if (state == Runs.State.FAILED || state == Runs.State.UNKNOWN) {
          underWay.remove(one.getKey());
          failure = failure.or(() -> Optional.of(runs.failure(one.getValue())));
        }
      }
      if (!underWay.isEmpty()) {
        Polling.pause(betweenLooks);
      }
    }
    if (failure.isPresent()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "%s The backfill goes on with the same command; %d of %d runs are left."
              .formatted(
                  failure.get(), journal.open(backfill).size(), backfill.plan().runs().size()));
    }
    journal.finish(backfill.id());
  }

  /** Begins a run, or finds the one that was begun; returns its workflow. */
  private String begin(BackfillJournal.Entry backfill, int run) throws IOException {
    while (true) {
      int attempts = journal.attempts(backfill.id(), run);
      if (attempts > 0) {
        String last = journal.workflow(backfill.id(), run, attempts);
        switch (runs.look(last)) {
          case READY -> {
            runs.start(last);
            return found(backfill, run, last);
          }
          case RUNNING, SUCCEEDED -> {
            return found(backfill, run, last);
          }
          case FAILED, UNKNOWN -> {}
        }
      }
      String next = runs.submit(backfill.plan().days(run));
      if (journal.attempt(backfill.id(), run, attempts + 1, next)) {
        say(backfill, run, next);
        runs.start(next);
        return next;
      }
      // Another process was faster: its workflow is the one.
      runs.discard(next);
    }
  }

  private String found(BackfillJournal.Entry backfill, int run, String workflow) {
    say(backfill, run, workflow + ", begun before");
    return workflow;
  }

  private void say(BackfillJournal.Entry backfill, int run, String what) {
    console.say(
        "Run %d of %d, %s: %s"
            .formatted(
                run, backfill.plan().runs().size(), DayWords.of(backfill.plan().days(run)), what));
  }
}
