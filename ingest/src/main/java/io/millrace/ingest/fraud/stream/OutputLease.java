package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudOutputs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;

/**
 * The lease on the topics of scores and alerts: membership of a consumer group that is named after
 * them, by the protocol of one kind of host. The group's coordinator takes no member of another
 * protocol while there is one, so instances of one kind share the topics and another kind is
 * refused; and it takes no commit of a member that it has given up, so who has lost the lease can
 * commit nothing more. A lease that nobody renews ends with the session, after {@code
 * KafkaConfig.SESSION}.
 */
final class OutputLease {
  private static final String STREAMS_PROTOCOL = "stream";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Admin admin;
  private final FraudOutputs outputs;

  OutputLease(Admin admin, FraudOutputs outputs) {
    this.admin = admin;
    this.outputs = outputs;
  }

  /**
   * Makes sure that nobody has it, or hosts of this kind.
   *
   * @throws OutputsHeldException when a host of another kind has it
   * @throws StreamFailedException when the brokers do not say
   */
  void requireFree() throws InterruptedException {
    String group = outputs.group();
    try {
      ConsumerGroupDescription description =
          admin
              .describeConsumerGroups(List.of(group))
              .describedGroups()
              .get(group)
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      String protocol = description.partitionAssignor();
      boolean isOther = !protocol.isEmpty() && !protocol.equals(STREAMS_PROTOCOL);
      if (isOther && !description.members().isEmpty()) {
        throw held(owners(description), null);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new StreamFailedException(
            "Kafka does not say who owns %s: %s"
                .formatted(outputs.alerts(), e.getCause().getMessage()),
            e.getCause());
      }
    } catch (TimeoutException e) {
      throw new StreamFailedException(
          "Kafka did not say within %d s who owns %s; is the broker up?"
              .formatted(TIMEOUT.toSeconds(), outputs.alerts()),
          e);
    }
  }

  /** What a failure of a stream thread means for the lease; null when it means nothing. */
  static OutputsHeldException lost(Throwable failure, FraudOutputs outputs) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InconsistentGroupProtocolException) {
        return held("another kind of host", outputs, failure);
      }
    }
    return null;
  }

  private OutputsHeldException held(String owners, Throwable cause) {
    return held(owners, outputs, cause);
  }

  private static OutputsHeldException held(String owners, FraudOutputs outputs, Throwable cause) {
    return new OutputsHeldException(
        outputs.heldBy(owners) + " End it first, or run beside it with --shadow.", cause);
  }

  private static String owners(ConsumerGroupDescription description) {
    return description.members().stream()
        .map(MemberDescription::clientId)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
