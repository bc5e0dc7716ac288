package io.millrace.ingest.fraud.stream;

import io.millrace.model.record.RefusalReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the stream threads of a host have counted since it started. For any number of threads. */
final class PaymentCounts {
  private final LongAdder payments = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder alerts = new LongAdder();
  private final LongAdder foreignKeys = new LongAdder();
  private final Map<RefusalReason, LongAdder> refused = new EnumMap<>(RefusalReason.class);
  private final LongAccumulator age = new LongAccumulator(Math::max, 0);

  PaymentCounts() {
    for (RefusalReason reason : RefusalReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /**
   * A payment was evaluated.
   *
   * @param ageMillis how long ago it came onto its topic
   */
  void evaluated(int raised, long ageMillis) {
    payments.increment();
    alerts.add(raised);
    age.accumulate(ageMillis);
  }

  /** A payment came again. */
  void duplicate() {
    payments.increment();
    duplicates.increment();
  }

  /** A payment's record has a key that is not its account. */
  void foreignKey() {
    foreignKeys.increment();
  }

  /** A record is no payment. */
  void refused(RefusalReason reason) {
    refused.get(reason).increment();
  }

  /** All of it; the greatest age is that since the last call. */
  StreamProgress progress(long lag) {
    Map<RefusalReason, Long> byReason = new EnumMap<>(RefusalReason.class);
    refused.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            byReason.put(reason, count.sum());
          }
        });
    return new StreamProgress(
        payments.sum(),
        duplicates.sum(),
        alerts.sum(),
        foreignKeys.sum(),
        byReason,
        age.getThenReset(),
        lag);
  }
}
