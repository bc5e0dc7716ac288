package io.millrace.model.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.model.record.ValueRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one feed's two files. Whatever is wrong is noted; a feed is given only when nothing is. */
final class FeedReader {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,199}");
  private static final int MOST_PARTITIONS = 1_000;
  private static final Instant EARLIEST =
      ValueRange.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
  private static final Instant FAR_PAST = Instant.parse("2000-01-01T00:00:00Z");

  private final ObjectMapper yaml =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final List<Problem> problems;

  FeedReader(List<Problem> problems) {
    this.problems = problems;
  }

  Optional<Feed> read(String yamlFile, String yamlText, String avscFile, String avsc) {
    int before = problems.size();
    Section root = root(yamlFile, yamlText);
    String legalName = "a name that matches " + NAME;
    String name = root == null ? null : root.required("feed", legalName);
    Optional<List<Field>> schema = new SchemaReader(avscFile, problems).read(avsc, name);
    if (root == null) {
      return Optional.empty();
    }
    if (name != null && !NAME.matcher(name).matches()) {
      root.note("feed", name, legalName);
    }
    String topic =
        root.read(
            "topic",
            name,
            "a topic name that matches " + TOPIC,
            t -> TOPIC.matcher(t).matches() ? t : null);
    Integer partitions =
        root.read(
            "partitions", 3, "a whole number from 1 to " + MOST_PARTITIONS, FeedReader::count);
    Section sources = root.section("sources");
    List<Field> fields = schema.orElse(List.of());
    root.expect("key", "event_time", "id");
    List<String> key = List.of();
    String eventTime = null;
    String id = null;
    Map<String, SourceMapping> mappings = Map.of();
    // Without a schema every field would seem unknown; that the schema is missing has been noted.
    if (schema.isPresent()) {
      key = keyFields(root, fields);
      eventTime = role(root, "event_time", FieldType.TIMESTAMP, fields);
      id = role(root, "id", FieldType.STRING, fields);
      mappings = new SourceReader(fields).read(sources);
    }
    Duration lateness = root.duration("allowed_lateness", Duration.ofMinutes(10), true);
    Duration idle = root.duration("idle_timeout", Duration.ofMinutes(1), false);
    Instant farPast = root.instant("far_past", FAR_PAST, EARLIEST);
    Duration farFuture = root.duration("far_future", Duration.ofDays(1), true);
    Instant liveStart = root.instant("live_start", null, EARLIEST);
    root.refuseOthers();
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        Feed.builder(name)
            .topic(topic)
            .partitions(partitions)
            .key(key)
            .eventTimeField(eventTime)
            .idField(id)
            .allowedLateness(lateness)
            .idleTimeout(idle)
            .farPast(farPast)
            .farFuture(farFuture)
            .liveStart(liveStart)
            .fields(fields)
            .sources(mappings)
            .build());
  }

  private Section root(String file, String text) {
    try {
      JsonNode node = yaml.readTree(text);
      if (node.isObject()) {
        return new Section(file, "", node, problems);
      }
      problems.add(new Problem(file, "", "no mapping", "a mapping of settings"));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      problems.add(new Problem(file, where, what, "YAML without duplicate keys"));
    }
    return null;
  }

  private static Integer count(String text) {
    int count = Integer.parseInt(text);
    return count >= 1 && count <= MOST_PARTITIONS ? count : null;
  }

  private static List<String> keyFields(Section root, List<Field> fields) {
    String legal = "one or more different fields: " + names(fields, FieldType.STRING);
    List<String> key = root.texts("key", legal);
    if (key.isEmpty() || new HashSet<>(key).size() < key.size()) {
      root.note("key", key.isEmpty() ? "missing" : String.join(", ", key), legal);
    }
    for (String field : key) {
      if (!has(fields, field, FieldType.STRING)) {
        root.note("key", field, legal);
      }
    }
    return key;
  }

  private static String role(Section root, String key, FieldType type, List<Field> fields) {
    String legal = "a required " + type + " field: " + names(fields, type);
    String field = root.required(key, legal);
    boolean good =
        field != null
            && has(fields, field, type)
            && fields.stream().anyMatch(f -> f.name().equals(field) && f.required());
    if (field != null && !good) {
      root.note(key, field, legal);
    }
    return field;
  }

  private static boolean has(List<Field> fields, String name, FieldType type) {
    return fields.stream().anyMatch(f -> f.name().equals(name) && f.type() == type);
  }

  private static String names(List<Field> fields, FieldType type) {
    return String.join(
        ", ", fields.stream().filter(f -> f.type() == type).map(Field::name).toList());
  }
}
