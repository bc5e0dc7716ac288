package io.millrace.model.feed;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import io.millrace.model.feed.SchemaReader.ReadSchema;
import io.millrace.model.record.ValueRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one feed's two files. Whatever is wrong is noted; a feed is given only when nothing is. */
final class FeedReader {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern OWNER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9 ._@-]{0,99}");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,199}");
  private static final int MOST_PARTITIONS = 1_000;
  private static final List<String> PARTITION_BY = List.of("dt", "hour");
  private static final Instant EARLIEST =
      ValueRange.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  private final List<Problem> problems;

  FeedReader(List<Problem> problems) {
    this.problems = problems;
  }

  /**
   * A feed and where other feeds may contradict it.
   *
   * @param nameLine the line of its name
   * @param topicLine the line of its topic, or of its name where it has the same
   */
  record ReadFeed(Feed feed, int nameLine, int topicLine) {}

  Optional<ReadFeed> read(String yamlFile, String yamlText, String avscFile, String avsc) {
    int before = problems.size();
    Node yaml = new NodeReader(yamlFile, problems).yaml(yamlText);
    if (yaml != null && !(yaml instanceof Node.Mapping)) {
      String what = yaml.isAbsent() ? "nothing" : yaml.shown();
      problems.add(new Problem(yamlFile, yaml.line(), "", what, "a mapping of settings"));
    }
    boolean readable = yaml instanceof Node.Mapping;
    Section root = new Section(yamlFile, "", yaml, problems);
    String legalName = "a name that matches " + NAME;
    String name = readable ? root.required("feed", legalName) : null;
    Optional<ReadSchema> schema = new SchemaReader(avscFile, problems).read(avsc, name);
    if (!readable) {
      return Optional.empty();
    }
    if (name != null && !NAME.matcher(name).matches()) {
      root.note("feed", name, legalName);
    }
    FeedBuilder feed = Feed.builder(name);
    settings(root, feed);
    root.expect("key", "event_time", "id", "personal_data", "collector", "rules", "sources");
    // Without a schema every field would seem unknown; that the schema is missing has been noted.
    schema.ifPresent(s -> settingsOfFields(root, new FieldNames(s.fields(), s.broken()), feed));
    root.refuseOthers();
    if (problems.size() > before) {
      return Optional.empty();
    }
    feed.fields(schema.get().fields()).doc(schema.get().doc()).schema(schema.get().text());
    int nameLine = yaml.member("feed").line();
    return Optional.of(
        new ReadFeed(
            feed.build(), nameLine, root.has("topic") ? yaml.member("topic").line() : nameLine));
  }

  /** The settings that can be judged without the fields. */
  private static void settings(Section root, FeedBuilder feed) {
    feed.owner(
        root.read(
            "owner",
            feed.owner,
            "a name that matches " + OWNER,
            o -> OWNER.matcher(o).matches() ? o : null));
    feed.topic(
        root.read(
            "topic",
            feed.name,
            "a topic name that matches " + TOPIC,
            t -> TOPIC.matcher(t).matches() ? t : null));
    Integer partitions =
        root.read(
            "partitions",
            feed.partitions,
            "a whole number from 1 to " + MOST_PARTITIONS,
            FeedReader::count);
    feed.partitions(partitions == null ? 0 : partitions);
    feed.allowedLateness(root.duration("allowed_lateness", feed.allowedLateness, true));
    feed.idleTimeout(root.duration("idle_timeout", feed.idleTimeout, false));
    feed.farPast(root.instant("far_past", feed.farPast, EARLIEST));
    feed.farFuture(root.duration("far_future", feed.farFuture, true));
    feed.liveStart(root.instant("live_start", null, EARLIEST));
    feed.wireFormat(
        root.read(
            "wire_format",
            feed.wireFormat,
            WireFormat.legal(),
            t -> WireFormat.of(t).orElse(null)));
    partitionBy(root);
    feed.retention(retention(root.section("retention"), feed.retention));
  }

  private static void partitionBy(Section root) {
    String legal = "[" + String.join(", ", PARTITION_BY) + "]";
    List<String> columns = root.texts("partition_by", legal);
    if (root.has("partition_by") && !columns.equals(PARTITION_BY)) {
      root.note("partition_by", "[" + String.join(", ", columns) + "]", legal);
    }
  }

  private static Retention retention(Section section, Retention whenAbsent) {
    KeepTime topic = keepTime(section, "topic", whenAbsent.topic());
    KeepTime raw = keepTime(section, "raw", whenAbsent.raw());
    KeepTime quarantine = keepTime(section, "quarantine", whenAbsent.quarantine());
    section.refuseOthers();
    return topic == null || raw == null || quarantine == null
        ? whenAbsent
        : new Retention(topic, raw, quarantine);
  }

  private static KeepTime keepTime(Section section, String key, KeepTime whenAbsent) {
    return section.read(key, whenAbsent, KeepTime.LEGAL, KeepTime::parse);
  }

  /** The settings that name fields. */
  private static void settingsOfFields(Section root, FieldNames fields, FeedBuilder feed) {
    feed.key(keyFields(root, fields));
    feed.eventTimeField(role(root, "event_time", FieldType.TIMESTAMP, fields));
    feed.idField(role(root, "id", FieldType.STRING, fields));
    feed.personalData(new PersonalDataReader(fields, feed.key).read(root.section("personal_data")));
    feed.collected(new CollectorReader(fields).read(root.section("collector")));
    feed.rules(
        new RuleReader(fields, feed.personalData)
            .read(root.sections("rules", RuleReader.LEGAL_RULE)));
    feed.sources(new SourceReader(fields).read(root.section("sources")));
  }

  private static Integer count(String text) {
    int count = Integer.parseInt(text);
    return count >= 1 && count <= MOST_PARTITIONS ? count : null;
  }

  private static List<String> keyFields(Section root, FieldNames fields) {
    String legal = "one or more different fields: " + fields.namesOf(FieldType.STRING);
    List<String> key = root.texts("key", legal);
    if (key.isEmpty() || new HashSet<>(key).size() < key.size()) {
      root.note("key", key.isEmpty() ? "missing" : String.join(", ", key), legal);
    }
    for (String field : key) {
      if (!fields.has(field, FieldType.STRING) && !fields.isBroken(field)) {
        root.note("key", field, legal);
      }
    }
    return key;
  }

  private static String role(Section root, String key, FieldType type, FieldNames fields) {
    String legal = "a required " + type + " field: " + fields.namesOf(type);
    String field = root.required(key, legal);
    boolean good = fields.has(field, type) && fields.find(field).required();
    if (field != null && !good && !fields.isBroken(field)) {
      root.note(key, field, legal);
    }
    return field;
  }
}
