package io.millrace.model.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts a {@link Feed} together; what is not set has the default that a declaration has. */
public final class FeedBuilder {
  final String name;
  String doc = "A record.";
  String owner = "data-platform";
  String topic;
  int partitions = 3;
  List<String> key = List.of();
  String eventTimeField;
  String idField;
  Duration allowedLateness = Duration.ofMinutes(10);
  Duration idleTimeout = Duration.ofMinutes(1);
  Instant farPast = Instant.parse("2000-01-01T00:00:00Z");
  Duration farFuture = Duration.ofDays(1);
  Instant liveStart;
  WireFormat wireFormat = WireFormat.JSON;
  List<String> partitionBy = List.of("dt", "hour");
  Retention retention = Retention.DEFAULT;
  Map<String, PersonalTreatment> personalData = Map.of();
  Map<String, CollectedValue> collected = Map.of();
  List<Rule> rules = List.of();
  List<Field> fields = List.of();
  Map<String, SourceMapping> sources = Map.of();
  SchemaText schema;

  FeedBuilder(String name) {
    this.name = name;
    this.topic = name;
  }

  FeedBuilder(Feed feed) {
    this(feed.name());
    this.doc = feed.doc();
    this.owner = feed.owner();
    this.topic = feed.topic();
    this.partitions = feed.partitions();
    this.key = feed.key();
    this.eventTimeField = feed.eventTimeField();
    this.idField = feed.idField();
    this.allowedLateness = feed.allowedLateness();
    this.idleTimeout = feed.idleTimeout();
    this.farPast = feed.farPast();
    this.farFuture = feed.farFuture();
    this.liveStart = feed.liveStart().orElse(null);
    this.wireFormat = feed.wireFormat();
    this.partitionBy = feed.partitionBy();
    this.retention = feed.retention();
    this.personalData = feed.personalData();
    this.collected = feed.collected();
    this.rules = feed.rules();
    this.fields = feed.fields();
    this.sources = feed.sources();
    this.schema = new SchemaText(feed.avsc(), feed.fingerprint());
  }

  /** What a record is. */
  public FeedBuilder doc(String value) {
    this.doc = value;
    this.schema = null;
    return this;
  }

  /** data-platform unless set. */
  public FeedBuilder owner(String value) {
    this.owner = value;
    return this;
  }

  /** The feed's name unless set. */
  public FeedBuilder topic(String value) {
    this.topic = value;
    return this;
  }

  /** 3 unless set. */
  public FeedBuilder partitions(int value) {
    this.partitions = value;
    return this;
  }

  /** No field unless set, so that records have no key. */
  public FeedBuilder key(List<String> value) {
    this.key = value;
    return this;
  }

  /** Must be set. */
  public FeedBuilder eventTimeField(String value) {
    this.eventTimeField = value;
    return this;
  }

  /** Must be set. */
  public FeedBuilder idField(String value) {
    this.idField = value;
    return this;
  }

  /** 10 minutes unless set. */
  public FeedBuilder allowedLateness(Duration value) {
    this.allowedLateness = value;
    return this;
  }

  /** 1 minute unless set. */
  public FeedBuilder idleTimeout(Duration value) {
    this.idleTimeout = value;
    return this;
  }

  /** 2000-01-01 unless set. */
  public FeedBuilder farPast(Instant value) {
    this.farPast = value;
    return this;
  }

  /** 1 day unless set. */
  public FeedBuilder farFuture(Duration value) {
    this.farFuture = value;
    return this;
  }

  /** Null, for a feed that is only replayed, unless set. */
  public FeedBuilder liveStart(Instant value) {
    this.liveStart = value;
    return this;
  }

  /** JSON unless set. */
  public FeedBuilder wireFormat(WireFormat value) {
    this.wireFormat = value;
    return this;
  }

  /** By day and hour unless set. */
  public FeedBuilder partitionBy(List<String> value) {
    this.partitionBy = value;
    return this;
  }

  /** {@link Retention#DEFAULT} unless set. */
  public FeedBuilder retention(Retention value) {
    this.retention = value;
    return this;
  }

  /** Treatments of personal fields; those that are not named are kept. */
  public FeedBuilder personalData(Map<String, PersonalTreatment> value) {
    this.personalData = value;
    return this;
  }

  /** None unless set. */
  public FeedBuilder collected(Map<String, CollectedValue> value) {
    this.collected = value;
    return this;
  }

  /** None unless set. */
  public FeedBuilder rules(List<Rule> value) {
    this.rules = value;
    return this;
  }

  /** Must be set. */
  public FeedBuilder fields(List<Field> value) {
    this.fields = value;
    this.schema = null;
    return this;
  }

  /** None unless set. */
  public FeedBuilder sources(Map<String, SourceMapping> value) {
    this.sources = value;
    return this;
  }

  /** The schema that {@link #fields} and {@link #doc} were read from; made of them unless set. */
  FeedBuilder schema(SchemaText value) {
    this.schema = value;
    return this;
  }

  /**
   * The feed.
   *
   * @throws NullPointerException when something that must be set is not
   * @throws IllegalArgumentException when the key names a field that the feed does not have
   */
  public Feed build() {
    return new Feed(this);
  }
}
