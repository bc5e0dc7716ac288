package io.millrace.model.feed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared feed: what its records look like, where they travel, what its clock tolerates and what
 * is asked of their values. Made by {@link FeedCatalog}, which has checked it; immutable and
 * serializable, so that it may travel to executors. Two feeds are equal when all that is declared
 * is.
 */
public final class Feed implements Serializable {
  private final String name;
  private final String doc;
  private final String owner;
  private final String topic;
  private final int partitions;
  private final List<String> key;
  private final String eventTimeField;
  private final String idField;
  private final Duration allowedLateness;
  private final Duration idleTimeout;
  private final Instant farPast;
  private final Duration farFuture;
  private final Instant liveStart;
  private final WireFormat wireFormat;
  private final List<String> partitionBy;
  private final Retention retention;
  private final Map<String, PersonalTreatment> personalData;
  private final Map<String, CollectedValue> collected;
  private final List<Rule> rules;
  private final List<Field> fields;
  private final Map<String, SourceMapping> sources;
  private final String avsc;

  private final long fingerprint;
  private final HashMap<String, Integer> positions = new HashMap<>();
  private final List<Integer> keyPositions;

  Feed(FeedBuilder from) {
    name = requireNonNull(from.name, "name");
    doc = requireNonNull(from.doc, "doc");
    owner = requireNonNull(from.owner, "owner");
    topic = requireNonNull(from.topic, "topic");
    partitions = from.partitions;
    key = List.copyOf(from.key);
    eventTimeField = requireNonNull(from.eventTimeField, "eventTimeField");
    idField = requireNonNull(from.idField, "idField");
    allowedLateness = requireNonNull(from.allowedLateness, "allowedLateness");
    idleTimeout = requireNonNull(from.idleTimeout, "idleTimeout");
    farPast = requireNonNull(from.farPast, "farPast");
    farFuture = requireNonNull(from.farFuture, "farFuture");
    liveStart = from.liveStart;
    wireFormat = requireNonNull(from.wireFormat, "wireFormat");
    partitionBy = List.copyOf(from.partitionBy);
    retention = requireNonNull(from.retention, "retention");
    fields = List.copyOf(from.fields);
    personalData = treatments(from);
    collected = inOrder(from.collected);
    rules = List.copyOf(from.rules);
    sources = inOrder(from.sources);
    SchemaText schema = from.schema == null ? SchemaText.of(name, doc, fields) : from.schema;
    avsc = schema.text();
    fingerprint = schema.fingerprint();
    for (int i = 0; i < fields.size(); i++) {
      positions.put(fields.get(i).name(), i);
    }
    keyPositions = key.stream().map(this::indexOf).toList();
  }

  /** A builder of a feed of that name with the defaults that a declaration has. */
  public static FeedBuilder builder(String name) {
    return new FeedBuilder(name);
  }

  /** A builder that begins with everything that this feed declares. */
  public FeedBuilder toBuilder() {
    return new FeedBuilder(this);
  }

  /** Also the Hive table's name. */
  public String name() {
    return name;
  }

  /** What a record is, from the Avro schema; becomes the table's comment. */
  public String doc() {
    return doc;
  }

  /** Who answers for its records; becomes a property of its tables. */
  public String owner() {
    return owner;
  }

  /** The Kafka topic of accepted records. */
  public String topic() {
    return topic;
  }

  /** The topic of what a producer refused. */
  public String dlqTopic() {
    return topic + ".dlq";
  }

  /** How many partitions the topic has. */
  public int partitions() {
    return partitions;
  }

  /** The fields whose first non-null value is the record's key. */
  public List<String> key() {
    return key;
  }

  /** The required TIMESTAMP that places a record in its hour. */
  public String eventTimeField() {
    return eventTimeField;
  }

  /** The required STRING by which duplicates are known. */
  public String idField() {
    return idField;
  }

  /** How far the watermark stays behind the greatest event time. */
  public Duration allowedLateness() {
    return allowedLateness;
  }

  /** After how long without records a partition with lag 0 no longer holds the watermark back. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** Records with an earlier event time are quarantined. */
  public Instant farPast() {
    return farPast;
  }

  /** Records with an event time later than their Kafka time plus this are quarantined. */
  public Duration farFuture() {
    return farFuture;
  }

  /**
   * From when on empty hours of the live feed are closed too; empty for a feed that is only
   * replayed.
   */
  public Optional<Instant> liveStart() {
    return Optional.ofNullable(liveStart);
  }

  /** What our producers write; consumers read every format. */
  public WireFormat wireFormat() {
    return wireFormat;
  }

  /** The partition columns of the raw table, outermost first. */
  public List<String> partitionBy() {
    return partitionBy;
  }

  /** How long what is stored of it is kept. */
  public Retention retention() {
    return retention;
  }

  /** What becomes of each personal field, by its name and in schema order; of no other field. */
  public Map<String, PersonalTreatment> personalData() {
    return personalData;
  }

  /** By field: what the HTTP collector fills in where a record lacks it. */
  public Map<String, CollectedValue> collected() {
    return collected;
  }

  /** Whether anything of its records is filled in from where an address is. */
  public boolean locatesAddresses() {
    return collected.values().stream().anyMatch(value -> value.place().isPresent())
        || sources.values().stream().anyMatch(SourceMapping::locatesAddresses);
  }

  /** What is asked of values beyond their types, in declared order. */
  public List<Rule> rules() {
    return rules;
  }

  /** In schema order, which is the column order everywhere. */
  public List<Field> fields() {
    return fields;
  }

  /** By name: how files of other formats map onto this feed. */
  public Map<String, SourceMapping> sources() {
    return sources;
  }

  /** The Avro schema of a record on one line of JSON, documentation and all. */
  public String avsc() {
    return avsc;
  }

  /** The CRC-64-AVRO fingerprint of {@link #avsc}'s parsing canonical form. */
  public long fingerprint() {
    return fingerprint;
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
    Integer position = positions.get(fieldName);
    if (position == null) {
      throw new IllegalArgumentException("feed " + name + " has no field " + fieldName);
    }
    return position;
  }

  /**
   * The row's Kafka key: the first non-null of the {@link #key} fields, or empty when all are null.
   */
  public Optional<String> keyOf(Object[] row) {
    for (int position : keyPositions) {
      if (row[position] != null) {
        return Optional.of((String) row[position]);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Feed that && declared().equals(that.declared());
  }

  @Override
  public int hashCode() {
    return declared().hashCode();
  }

  @Override
  public String toString() {
    return "Feed " + name;
  }

  private List<Object> declared() {
    return List.of(
        List.of(name, doc, owner, topic, partitions, key, eventTimeField, idField),
        List.of(allowedLateness, idleTimeout, farPast, farFuture, liveStart()),
        List.of(wireFormat, partitionBy, retention, personalData, collected, rules),
        List.of(fields, sources, avsc));
  }

  private static Map<String, PersonalTreatment> treatments(FeedBuilder from) {
    Map<String, PersonalTreatment> treatments = new LinkedHashMap<>();
    for (Field field : from.fields) {
      if (field.personal()) {
        treatments.put(
            field.name(), from.personalData.getOrDefault(field.name(), PersonalTreatment.KEEP));
      }
    }
    return Collections.unmodifiableMap(treatments);
  }

  private static <V> Map<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
