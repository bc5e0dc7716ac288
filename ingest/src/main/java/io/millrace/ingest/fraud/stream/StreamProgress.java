package io.millrace.ingest.fraud.stream;

import io.millrace.model.record.RefusalReason;
import java.util.Map;

/**
 * How far this process is, since it started. After a failed transaction its payments are evaluated,
 * and counted, once more.
 *
 * @param payments evaluated, duplicates among them
 * @param duplicates that changed nothing
 * @param alerts raised
 * @param foreignKeys payments whose record's key is not their account
 * @param refused records that are no payments, by reason; reasons that occurred
 * @param greatestAgeMillis how long ago the oldest of the payments that were evaluated since the
 *     last look had come onto its topic
 * @param lag records of the topic that are not read yet; -1 where unknown
 */
public record StreamProgress(
    long payments,
    long duplicates,
    long alerts,
    long foreignKeys,
    Map<RefusalReason, Long> refused,
    long greatestAgeMillis,
    long lag) {
  public StreamProgress {
    refused = Map.copyOf(refused);
  }
}
