package io.millrace.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A host that evaluates a topic of payments to its end and is killed on the way: at random places
 * of the topic, one in each of as many equal parts of it as there are kills, and at a random moment
 * after it is seen there.
 */
final class KilledHost {

  /** Kills come before this share of the payments, so that the last one has work left as well. */
  private static final double LAST_KILL_BEFORE = 0.95;

  private static final int MOST_MILLIS_AFTER = 1_500;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS_AT_HOST = Duration.ofSeconds(2);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(20);
  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(20);

  private final FraudHost host;
  private final TopicPosition position;
  private final List<Long> places;
  private final Random random;
  private final List<Duration> recoveries = new ArrayList<>();
  private long lastCommitted = -1;
  private long lastProgress = System.nanoTime();
  private long lastLook = System.nanoTime();
  private long lastWords = System.nanoTime();

  /**
   * How it went.
   *
   * @param took from its start until all was committed, restarts included
   * @param recoveries for each kill how long nothing was committed
   */
  record Ending(Duration took, List<Duration> recoveries) {

    Duration longestRecovery() {
      return recoveries.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
  }

  /**
   * @param payments about how many the topic will have
   */
  KilledHost(FraudHost host, TopicPosition position, long payments, int kills, long seed) {
    this.host = host;
    this.position = position;
    this.random = new Random(seed);
    this.places = places(payments, kills, random);
  }

  /** Ascending offsets at which it is killed. */
  static List<Long> places(long payments, int kills, Random random) {
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      places.add((long) ((i + random.nextDouble()) * payments * LAST_KILL_BEFORE / kills));
    }
    return places;
  }

  /**
   * Starts it, kills it and comes back when it has committed all; then it still runs.
   *
   * @param allSent whether the topic gets no more payments
   * @throws IllegalStateException when it ends by itself or commits nothing for long
   */
  Ending run(BooleanSupplier allSent) throws InterruptedException {
    long began = System.nanoTime();
    host.start();
    long before = 0;
    for (long place : places) {
      long beyond = Math.max(place, before + 1);
      if (!await(() -> committed() >= beyond, allSent)) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_MILLIS_AFTER));
      if (host.kill()) {
        before = recovered(allSent);
      }
    }
    await(() -> false, allSent);
    Ending ending = new Ending(since(began), List.copyOf(recoveries));
    say("caught up with %,d payments in %.1f s".formatted(lastCommitted, seconds(ending.took())));
    return ending;
  }

  /** Waits until it commits again; gives where it was killed. */
  private long recovered(BooleanSupplier allSent) throws InterruptedException {
    long killed = System.nanoTime();
    host.look();
    long at = committed();
    say("kill %d of %d at %,d".formatted(recoveries.size() + 1, places.size(), at));
    if (await(() -> committed() > at, allSent)) {
      say("commits again after %.1f s".formatted(seconds(since(killed))));
    }
    recoveries.add(since(killed));
    return at;
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** Waits; false when all payments were committed before it held. */
  private boolean await(Condition condition, BooleanSupplier allSent) throws InterruptedException {
    lastProgress = System.nanoTime();
    while (!condition.holds()) {
      // in this order: what is sent afterwards is behind the end
      if (allSent.getAsBoolean() && committed() >= position.end()) {
        return false;
      }
      if (since(lastLook).compareTo(BETWEEN_LOOKS_AT_HOST) > 0) {
        host.look();
        lastLook = System.nanoTime();
      }
      if (since(lastProgress).compareTo(LONGEST_STANDSTILL) > 0) {
        throw new IllegalStateException(
            "%s has committed nothing for %d minutes; it is at %,d of %,d"
                .formatted(
                    host.name(), LONGEST_STANDSTILL.toMinutes(), lastCommitted, position.end()));
      }
      if (since(lastWords).compareTo(BETWEEN_WORDS) > 0) {
        say("%,d of %,d".formatted(lastCommitted, position.end()));
        lastWords = System.nanoTime();
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
    return true;
  }

  private long committed() throws InterruptedException {
    long committed = position.committed();
    if (committed > lastCommitted) {
      lastCommitted = committed;
      lastProgress = System.nanoTime();
    }
    return committed;
  }

  private void say(String words) {
    System.out.printf(Locale.ROOT, "  %-6s %s%n", host.name(), words);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
