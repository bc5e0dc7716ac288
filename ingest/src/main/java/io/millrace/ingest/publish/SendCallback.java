package io.millrace.ingest.publish;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Of one record. A failure that Kafka's client reports on the sending thread before its {@code
 * send} returns concerns a record that never left this process; any other one may have reached a
 * broker.
 */
final class SendCallback implements Callback {
  private final Thread sender = Thread.currentThread();
  private final String topic;
  private final Delivery delivery;
  // Both are touched by the sending thread only.
  private boolean returned;
  private Exception failedAtOnce;

  SendCallback(String topic, Delivery delivery) {
    this.topic = topic;
    this.delivery = delivery;
  }

  @Override
  public void onCompletion(RecordMetadata at, Exception failure) {
    if (failure == null) {
      delivery.acknowledged(at.partition(), at.offset());
    } else if (Thread.currentThread() == sender && !returned) {
      failedAtOnce = failure;
    } else {
      delivery.failed(PublishFailures.later(topic, failure));
    }
  }

  /**
   * To be called on the sending thread when the client's {@code send} has returned.
   *
   * @throws PublishException when it had failed already
   */
  void returned() {
    returned = true;
    if (failedAtOnce != null) {
      throw PublishFailures.atOnce(topic, failedAtOnce);
    }
  }
}
