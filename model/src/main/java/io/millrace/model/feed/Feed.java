package io.millrace.model.feed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared feed: what its records look like, where they travel and what its clock tolerates. Made
 * by {@link FeedCatalog}, which has checked it; immutable and serializable, so that it may travel
 * to executors.
 *
 * @param name also the Hive table's name
 * @param topic the Kafka topic of accepted records
 * @param partitions of the topic
 * @param key fields whose first non-null value is the record's key
 * @param eventTimeField the required TIMESTAMP that places a record in its hour
 * @param idField the required STRING by which duplicates are known
 * @param allowedLateness how far the watermark stays behind the greatest event time
 * @param idleTimeout after how long without records a partition with lag 0 no longer holds the
 *     watermark back
 * @param farPast records with an earlier event time are quarantined
 * @param farFuture records with an event time later than their Kafka time plus this are quarantined
 * @param liveStart from when on empty hours of the live feed are closed too; empty for a feed that
 *     is only replayed
 * @param fields in schema order, which is the column order everywhere
 * @param sources by name: how files of other formats map onto this feed
 */
public record Feed(
    String name,
    String topic,
    int partitions,
    List<String> key,
    String eventTimeField,
    String idField,
    Duration allowedLateness,
    Duration idleTimeout,
    Instant farPast,
    Duration farFuture,
    Optional<Instant> liveStart,
    List<Field> fields,
    Map<String, SourceMapping> sources)
    implements Serializable {

  public Feed {
    requireNonNull(name, "name");
    requireNonNull(topic, "topic");
    key = List.copyOf(key);
    requireNonNull(eventTimeField, "eventTimeField");
    requireNonNull(idField, "idField");
    requireNonNull(allowedLateness, "allowedLateness");
    requireNonNull(idleTimeout, "idleTimeout");
    requireNonNull(farPast, "farPast");
    requireNonNull(farFuture, "farFuture");
    requireNonNull(liveStart, "liveStart");
    fields = List.copyOf(fields);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** The topic of what a producer refused. */
  public String dlqTopic() {
    return topic + ".dlq";
  }

  /**
   * The field of that name.
   *
   * @throws IllegalArgumentException when the feed has none
   */
  public Field field(String fieldName) {
    return fields.get(indexOf(fieldName));
  }

  /**
   * The position of that field in {@link #fields} and in every row.
   *
   * @throws IllegalArgumentException when the feed has no such field
   */
  public int indexOf(String fieldName) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(fieldName)) {
        return i;
      }
    }
    throw new IllegalArgumentException("feed " + name + " has no field " + fieldName);
  }

  /**
   * The row's Kafka key: the first non-null of the {@link #key} fields, or empty when all are null.
   */
  public Optional<String> keyOf(Object[] row) {
    for (String field : key) {
      Object value = row[indexOf(field)];
      if (value != null) {
        return Optional.of((String) value);
      }
    }
    return Optional.empty();
  }

  private Object writeReplace() {
    return new SerializedFeed(this);
  }
}
