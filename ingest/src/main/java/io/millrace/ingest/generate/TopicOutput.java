package io.millrace.ingest.generate;

import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.Delivery;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.PublishException;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;

/**
 * Puts records on a feed's topic, malformed ones too: landing has to refuse them. A record has
 * arrived when the broker has acknowledged it.
 */
public final class TopicOutput implements RecordOutput {
  private static final int MOST_IN_FLIGHT = 100_000;
  private static final int RECORDS_A_LOOK = 1_000;
  private static final long BETWEEN_LOOKS = 200_000L;

  private final FeedProducer producer;
  private final Malformation malformation;
  private final Optional<PersonalData> personal;
  private final Acknowledged acknowledged;
  private final Delivery toAcknowledged;
  private final AtomicLong settled = new AtomicLong();
  private final ConcurrentLinkedQueue<Handed> lost = new ConcurrentLinkedQueue<>();
  private long taken;
  private volatile OutputFailedException failure;

  /**
   * @param producer closed with this output
   * @param salt for a feed whose personal data is changed before it is sent; else empty
   * @param acknowledged told of every record, for the record of a run
   */
  public TopicOutput(
      FeedProducer producer, Feed feed, Optional<Salt> salt, Acknowledged acknowledged) {
    this.producer = producer;
    this.malformation = new Malformation(feed);
    this.personal = salt.map(s -> new PersonalData(feed, s));
    this.acknowledged = acknowledged;
    this.toAcknowledged = acknowledged.ofRecords();
  }

  @Override
  public int mostInFlight() {
    return MOST_IN_FLIGHT + RECORDS_A_LOOK;
  }

  @Override
  public Handed send(Generated record) throws OutputFailedException {
    if (failure != null) {
      throw failure;
    }
    if (taken % RECORDS_A_LOOK == 0) {
      awaitRoom();
    }
    personal.ifPresent(p -> p.protect(record.row()));
    try {
      Handed handed = hand(record);
      taken++;
      return handed;
    } catch (PublishException e) {
      failure = failed(e);
      throw failure;
    }
  }

  private Handed hand(Generated record) {
    if (record.kind() == Kind.MALFORMED) {
      Malformation.Broken broken = malformation.next(record.row());
      Handed handed = new Handed(record, broken.reason().name());
      producer.send(producer.keyOf(record.row()), broken.value(), new Outcome(handed));
      return handed;
    }
    Handed handed = new Handed(record, null);
    producer.send(record.row(), new Outcome(handed));
    return handed;
  }

  /** The producer's buffer is bounded in bytes; rows that wait for their outcome are larger. */
  private void awaitRoom() {
    while (taken - settled.get() > MOST_IN_FLIGHT && failure == null) {
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  @Override
  public Collection<Handed> settle() {
    try {
      if (failure == null) {
        producer.flush();
      }
    } catch (KafkaException e) {
      failure = failed(e);
    }
    if (failure != null) {
      // Without a broker each batch would still wait for its own end of the delivery timeout.
      producer.close(Duration.ZERO);
    }
    return lost;
  }

  @Override
  public OutputFailedException failure() {
    return failure;
  }

  private static OutputFailedException failed(Exception cause) {
    return new OutputFailedException(cause.getMessage(), cause);
  }

  @Override
  public void close() {
    producer.close();
  }

  private final class Outcome implements Delivery {
    private final Handed handed;

    Outcome(Handed handed) {
      this.handed = handed;
    }

    @Override
    public void acknowledged(int partition, long offset) {
      toAcknowledged.acknowledged(partition, offset);
      settled.incrementAndGet();
    }

    @Override
    public void failed(PublishException cause) {
      lost.add(handed);
      acknowledged.fail(cause);
      failure = TopicOutput.failed(cause);
      settled.incrementAndGet();
    }
  }
}
