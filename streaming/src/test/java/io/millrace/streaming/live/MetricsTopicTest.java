package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class MetricsTopicTest {

  private final MockProducer<String, String> producer =
      new MockProducer<>(false, new StringSerializer(), new StringSerializer());
  private final MetricsTopic topic = new MetricsTopic(producer);

  @Test
  void aFinalThatIsRefusedIsSentAgainUntilItIsAcknowledged() {
    topic.last("window", "final");

    producer.errorNext(new TimeoutException("no broker"));
    assertThat(topic.unacknowledged()).isEqualTo(1);
    topic.retry();
    producer.completeNext();

    assertThat(topic.unacknowledged()).isZero();
    assertThat(producer.history())
        .extracting(ProducerRecord::value)
        .containsExactly("final", "final");
  }

  @Test
  void aRevisionThatIsRefusedIsFollowedByTheNext() {
    topic.revision("window", "one");

    producer.errorNext(new TimeoutException("no broker"));
    topic.retry();

    assertThat(producer.history()).hasSize(1);
    assertThat(topic.unacknowledged()).isZero();
  }

  @Test
  void aProducerThatTakesNothingHoldsNothingUp() {
    producer.sendException = new TimeoutException("its buffer is full");

    topic.last("window", "final");
    topic.revision("window", "open");

    assertThat(topic.unacknowledged()).isEqualTo(1);
    producer.sendException = null;
    topic.retry();
    producer.completeNext();
    assertThat(topic.unacknowledged()).isZero();
  }
}
