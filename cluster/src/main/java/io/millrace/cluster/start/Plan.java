package io.millrace.cluster.start;

import io.millrace.cluster.ProgressListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Steps and their order. Each begins as soon as what it needs has ended. */
public final class Plan {
  private static final long GIVE_UP_SECONDS = 60;

  private final List<Step> steps;

  /**
   * @throws IllegalArgumentException when a name is used twice, a step needs one that does not
   *     exist, or the needs go in a circle
   */
  public Plan(List<Step> steps) {
    this.steps = List.copyOf(steps);
    Set<String> names = new HashSet<>();
    for (Step step : steps) {
      if (!names.add(step.name())) {
        throw new IllegalArgumentException("Two steps are called " + step.name());
      }
    }
    for (Step step : steps) {
      if (!names.containsAll(step.needs())) {
        throw new IllegalArgumentException(step.name() + " needs a step that does not exist");
      }
    }
    Set<String> reached = new HashSet<>();
    while (reached.size() < steps.size()) {
      List<String> next = ready(reached, reached).stream().map(Step::name).toList();
      if (next.isEmpty()) {
        throw new IllegalArgumentException("The needs of some steps go in a circle");
      }
      reached.addAll(next);
    }
  }

  private List<Step> ready(Set<String> ended, Set<String> begun) {
    return steps.stream()
        .filter(step -> !begun.contains(step.name()) && ended.containsAll(step.needs()))
        .toList();
  }

  private record Ended(Step step, Duration took, Optional<Throwable> failure) {}

  /**
   * Runs all steps. The listener is called from the calling thread only.
   *
   * <p>When it throws, no step is running any more, save one that does not heed an interrupt within
   * a minute.
   *
   * @throws StepFailedException for the first step that fails; the others are interrupted
   * @throws InterruptedException when interrupted; the steps are interrupted too
   */
  public void run(ProgressListener progress, Clock clock)
      throws StepFailedException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      run(threads, progress, clock);
    } finally {
      threads.shutdownNow();
      if (!threads.awaitTermination(GIVE_UP_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdown();
      }
    }
  }

  private void run(ExecutorService threads, ProgressListener progress, Clock clock)
      throws StepFailedException, InterruptedException {
    CompletionService<Ended> running = new ExecutorCompletionService<>(threads);
    Set<String> begun = new HashSet<>();
    Set<String> ended = new HashSet<>();
    while (ended.size() < steps.size()) {
      for (Step step : ready(ended, begun)) {
        begun.add(step.name());
        progress.began(step.name(), ended.size(), steps.size());
        running.submit(() -> perform(step, clock));
      }
      Ended end = await(running.take());
      if (end.failure().isPresent()) {
        throw new StepFailedException(end.step().name(), end.failure().get());
      }
      ended.add(end.step().name());
      progress.ended(end.step().name(), end.took(), ended.size(), steps.size());
    }
  }

  private static Ended await(Future<Ended> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A step's failure was not caught", e);
    }
  }

  /** Catches errors too: a class that a client library lacks is a failed step like any other. */
  private static Ended perform(Step step, Clock clock) {
    Instant began = clock.instant();
    Throwable failure = null;
    try {
      step.action().run();
    } catch (Throwable e) {
      failure = e;
    }
    return new Ended(step, Duration.between(began, clock.instant()), Optional.ofNullable(failure));
  }
}
