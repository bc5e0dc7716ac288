package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;

/**
 * Kafka has given this driver up as the owner of the topics. What it had evaluated since its last
 * commit is not committed: begin anew, from what is.
 */
final class LeaseLostException extends RuntimeException {
  LeaseLostException(FraudOutputs outputs, Throwable cause) {
    super(
        "Kafka has given this driver up as the owner of %s and %s (group %s): it was silent for too long. It begins anew from what is committed."
            .formatted(outputs.scores(), outputs.alerts(), outputs.group()),
        cause);
  }
}
