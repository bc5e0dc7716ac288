package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.SpoolEntry;
import io.millrace.ingest.collect.spool.SpoolEntry.Kind;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.ingest.publish.Delivery;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.PublishException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Entries on their way to the broker. Tells once, when the fate of each is known. */
final class Sending {
  private final List<SpoolEntry> entries;
  private final Consumer<Sending> whenSettled;
  private final boolean[] acknowledged;
  private final AtomicReference<String> problem = new AtomicReference<>();
  // One more than entries, so that it cannot be settled while entries are still handed over.
  private final AtomicInteger open;

  private Sending(List<SpoolEntry> entries, Consumer<Sending> whenSettled) {
    this.entries = entries;
    this.whenSettled = whenSettled;
    this.acknowledged = new boolean[entries.size()];
    this.open = new AtomicInteger(entries.size() + 1);
  }

  /**
   * Hands entries to a producer, in order. After the first that it does not take the others are not
   * tried: without a broker each would wait for its time-out.
   *
   * @param whenSettled called on the producer's thread or on this one
   */
  static void send(FeedProducer producer, List<SpoolEntry> entries, Consumer<Sending> whenSettled) {
    Sending sending = new Sending(entries, whenSettled);
    sending.handOver(producer);
  }

  private void handOver(FeedProducer producer) {
    int taken = 0;
    try {
      for (; taken < entries.size(); taken++) {
        send(producer, entries.get(taken), delivery(taken));
      }
    } catch (PublishException e) {
      problem.compareAndSet(null, e.getMessage());
    }
    settled(entries.size() - taken + 1);
  }

  private static void send(FeedProducer producer, SpoolEntry entry, Delivery delivery) {
    if (entry.kind() == Kind.RECORD) {
      producer.send(entry.key(), entry.value(), delivery);
      return;
    }
    try {
      producer.send(DeadLetter.parse(entry.value()), delivery);
    } catch (IOException e) {
      throw new IllegalStateException("The collector wrote it as a dead letter.", e);
    }
  }

  private Delivery delivery(int index) {
    return new Delivery() {
      @Override
      public void acknowledged(int partition, long offset) {
        acknowledged[index] = true;
        settled(1);
      }

      @Override
      public void failed(PublishException failure) {
        problem.compareAndSet(null, failure.getMessage());
        settled(1);
      }
    };
  }

  private void settled(int more) {
    // The counter orders what was written of acknowledgements before what whoever is told reads.
    if (open.addAndGet(-more) == 0) {
      whenSettled.accept(this);
    }
  }

  /** Whether the broker has them all. */
  boolean allAcknowledged() {
    return problem.get() == null;
  }

  /** How many of the first are acknowledged, up to the first that is not. */
  int acknowledgedFirst() {
    int first = 0;
    while (first < acknowledged.length && acknowledged[first]) {
      first++;
    }
    return first;
  }

  /** Those that the broker may not have, in order. */
  List<SpoolEntry> notAcknowledged() {
    List<SpoolEntry> left = new ArrayList<>();
    for (int i = 0; i < acknowledged.length; i++) {
      if (!acknowledged[i]) {
        left.add(entries.get(i));
      }
    }
    return left;
  }

  /** Why not all are acknowledged, or null. */
  String problem() {
    return problem.get();
  }
}
