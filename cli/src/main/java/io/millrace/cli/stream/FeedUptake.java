package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.landing.LandingPaths;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Waits until the running streaming application lands with the declarations' newest versions. */
public final class FeedUptake {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration BEFORE_A_REFUSAL_IS_BELIEVED = Duration.ofSeconds(5);

  private final Hdfs hdfs;
  private final Console console;
  private final Clock clock;
  private final Map<String, Instant> refusals = new HashMap<>();

  public FeedUptake(Hdfs hdfs, Console console, Clock clock) {
    this.hdfs = hdfs;
    this.console = console;
    this.clock = clock;
  }

  /** Of those versions the ones with which landing does not land yet, by feed. */
  public Map<String, Integer> pending(Map<String, Integer> versions) throws IOException {
    Map<String, Integer> pending = new TreeMap<>();
    for (Map.Entry<String, Integer> version : versions.entrySet()) {
      if (taken(version.getKey()) < version.getValue()) {
        pending.put(version.getKey(), version.getValue());
      }
    }
    return pending;
  }

  /**
   * Waits for all of them.
   *
   * @throws CommandFailure naming those that were not taken up in time, or with landing's reason
   *     when it passes one over
   */
  public void await(Map<String, Integer> versions) throws Exception {
    Optional<Boolean> done =
        Interruptible.work(
            console,
            "Landing goes on: millrace stream status",
            () ->
                new Polling(clock, BETWEEN_LOOKS, WITHIN)
                    .until(() -> all(versions) ? Optional.of(true) : Optional.empty()));
    console.endProgress();
    if (done.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "All is applied, but the streaming application has not taken up %s within %s. Look at: millrace stream status"
              .formatted(text(pending(versions)), Words.of(WITHIN)));
    }
  }

  private boolean all(Map<String, Integer> versions) throws IOException {
    Map<String, Integer> pending = pending(versions);
    if (!pending.isEmpty()) {
      console.progress("landing takes up " + text(pending));
      requireNoneRefused(pending);
    }
    return pending.isEmpty();
  }

  /** A refusal is believed once it has stood for a while: this apply may just have mended it. */
  private void requireNoneRefused(Map<String, Integer> pending) throws IOException {
    for (Map.Entry<String, Integer> version : pending.entrySet()) {
      Optional<String> refusal = refusal(version.getKey(), version.getValue());
      if (refusal.isPresent()) {
        Instant seen = refusals.computeIfAbsent(version.getKey(), feed -> clock.instant());
        if (!clock.instant().isBefore(seen.plus(BEFORE_A_REFUSAL_IS_BELIEVED))) {
          throw new CommandFailure(
              ExitStatus.FAILED,
              "All is applied, but landing cannot use the declaration of feed %s and goes on with the one before: %s. Mend it, then apply again."
                  .formatted(version.getKey(), refusal.get()));
        }
      } else {
        refusals.remove(version.getKey());
      }
    }
  }

  private Optional<String> refusal(String feed, int version) throws IOException {
    return hdfs.read(new LandingPaths(hdfs.root(), feed).refusedVersion())
        .map(String::strip)
        .filter(note -> note.startsWith(FeedPaths.name(version) + ":"));
  }

  private int taken(String feed) throws IOException {
    return hdfs.read(new LandingPaths(hdfs.root(), feed).declaredVersion())
        .map(text -> FeedPaths.numberOf(text.strip()).orElseGet(() -> number(text.strip())))
        .orElse(0);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static String text(Map<String, Integer> versions) {
    return versions.entrySet().stream()
        .map(v -> v.getKey() + " " + FeedPaths.name(v.getValue()))
        .collect(Collectors.joining(", "));
  }
}
