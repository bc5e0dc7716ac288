package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.Spool;
import io.millrace.ingest.collect.spool.SpoolEntry;
import io.millrace.ingest.collect.spool.SpoolFullException;
import io.millrace.ingest.collect.spool.Spooled;
import io.millrace.ingest.publish.FeedProducer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One feed's way to the broker. Records go to the producer as long as the broker acknowledges; from
 * the first that it does not, they go to the spool, and go on going there, behind one another,
 * until the spool has been replayed to its end. So the records of a client that waits for each
 * answer arrive in the order in which it sent them.
 *
 * <p>It begins as if the broker did not acknowledge: what an earlier process left goes first.
 */
final class Outlet {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final int REPLAY_ENTRIES = 2_000;
  private static final long REPLAY_BYTES = 2L * 1024 * 1024;

  private final String feed;
  private final Broker broker;
  private final Spool spool;
  private final Executor workers;
  private final Clock clock;
  private final Consumer<String> say;
  private final Thread replayer;
  private final CountDownLatch ended = new CountDownLatch(1);

  // All below is guarded by this.
  private FeedProducer producer;
  private boolean live;
  private boolean closed;
  private Instant since;
  private String problem = "it was not asked yet";

  Outlet(
      String feed,
      Broker broker,
      Spool spool,
      Executor workers,
      Clock clock,
      Consumer<String> say) {
    this.say = say;
    this.feed = feed;
    this.broker = broker;
    this.spool = spool;
    this.workers = workers;
    this.clock = clock;
    this.since = clock.instant();
    this.replayer = new Thread(this::replay, "collect-replay-" + feed);
    this.replayer.setDaemon(true);
  }

  void start() {
    replayer.start();
  }

  /**
   * Keeps those entries: on the topic or in the spool.
   *
   * @param whenDone told once, on any thread; after {@link Stored#FULL} and {@link Stored#FAILED}
   *     some may be on the topic all the same
   */
  void store(List<SpoolEntry> entries, Consumer<Stored> whenDone) {
    FeedProducer current;
    synchronized (this) {
      current = live ? producer : null;
    }
    if (current == null) {
      spool(entries, null, whenDone);
    } else {
      Sending.send(current, entries, sending -> settled(sending, whenDone));
    }
  }

  private void settled(Sending sending, Consumer<Stored> whenDone) {
    if (sending.allAcknowledged()) {
      whenDone.accept(Stored.TOPIC);
      return;
    }
    try {
      // Not here: this may be the producer's thread, which must not wait for a disk.
      workers.execute(() -> spool(sending.notAcknowledged(), sending.problem(), whenDone));
    } catch (RejectedExecutionException e) {
      spool(sending.notAcknowledged(), sending.problem(), whenDone);
    }
  }

  /**
   * Writes to the spool, unless the broker acknowledges again by now and nothing is known against
   * it.
   *
   * @param failed why the broker did not acknowledge these entries, or null if it was not asked
   */
  private void spool(List<SpoolEntry> entries, String failed, Consumer<Stored> whenDone) {
    long ticket;
    try {
      synchronized (this) {
        if (failed != null) {
          stopAcknowledging(failed);
        }
        // Inside, so that the replayer does not find the spool empty and let others pass.
        ticket = live ? -1 : spool.write(entries);
      }
      if (ticket < 0) {
        store(entries, whenDone);
        return;
      }
      spool.awaitDurable(ticket);
    } catch (SpoolFullException e) {
      whenDone.accept(Stored.FULL);
      return;
    } catch (IOException e) {
      note("the spool cannot be written: " + e.getMessage());
      whenDone.accept(Stored.FAILED);
      return;
    }
    whenDone.accept(Stored.SPOOL);
  }

  private synchronized void stopAcknowledging(String why) {
    problem = why;
    if (live) {
      live = false;
      since = clock.instant();
      say.accept(
          "%s: the broker does not acknowledge; records go to the spool. %s".formatted(feed, why));
    }
    notifyAll();
  }

  private synchronized void note(String why) {
    problem = why;
  }

  /** The replayer's life. */
  private void replay() {
    try {
      while (awaitOutage()) {
        try {
          broker.ensureTopics();
          replaceProducer();
          replaySpool();
        } catch (IOException | RuntimeException e) {
          note(String.valueOf(e.getMessage()));
          pause();
        }
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private synchronized boolean awaitOutage() throws InterruptedException {
    while (live && !closed) {
      wait();
    }
    return !closed;
  }

  private void pause() throws InterruptedException {
    if (ended.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
  }

  /** A producer that has failed once may still hold records whose turn is over. */
  private void replaceProducer() throws InterruptedException {
    FeedProducer old;
    synchronized (this) {
      if (closed) {
        throw new InterruptedException();
      }
      old = producer;
      producer = broker.connect();
    }
    if (old != null) {
      old.close();
    }
  }

  private void replaySpool() throws IOException, InterruptedException {
    while (true) {
      List<Spooled> next = spool.peek(REPLAY_ENTRIES, REPLAY_BYTES);
      if (!next.isEmpty()) {
        if (!send(next)) {
          pause();
          return;
        }
      } else if (acknowledgeAgain()) {
        return;
      }
    }
  }

  private synchronized boolean acknowledgeAgain() {
    if (!spool.isEmpty()) {
      return false;
    }
    live = !closed;
    say.accept("%s: the broker acknowledges; nothing waits in the spool.".formatted(feed));
    problem = null;
    since = clock.instant();
    return true;
  }

  /** Whether the broker has acknowledged them all; those that it has are dropped. */
  private boolean send(List<Spooled> next) throws IOException, InterruptedException {
    CompletableFuture<Sending> settled = new CompletableFuture<>();
    Sending.send(current(), next.stream().map(Spooled::entry).toList(), settled::complete);
    Sending sending;
    try {
      sending = settled.get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("It is completed only by a value.", e);
    }
    int acknowledged = sending.acknowledgedFirst();
    if (acknowledged > 0) {
      spool.drop(next.subList(0, acknowledged));
    }
    if (!sending.allAcknowledged()) {
      note(sending.problem());
    }
    return sending.allAcknowledged();
  }

  private synchronized FeedProducer current() {
    return producer;
  }

  /** How it is now. */
  synchronized OutletState state() {
    return new OutletState(feed, live, since, spool.entries(), Optional.ofNullable(problem));
  }

  /**
   * Ends it: what the broker has not acknowledged goes to the spool, which stays on disk for the
   * next process.
   */
  void close() throws IOException, InterruptedException {
    FeedProducer last;
    synchronized (this) {
      closed = true;
      live = false;
      last = producer;
      notifyAll();
    }
    ended.countDown();
    if (last != null) {
      last.close();
    }
    replayer.interrupt();
    replayer.join();
    spool.close();
  }
}
