package io.millrace.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

class SchemaEvolutionTest {
  private static final String OPTIONAL_COUNT =
      "{\"name\": \"count\", \"type\": [\"null\", \"int\"], \"default\": null, \"doc\": \"How many.\"}";
  private static final String OLD =
      """
      {"type": "record", "name": "clicks", "doc": "A click.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."},
        {"name": "who", "type": ["null", "string"], "default": null, "doc": "Who."},
        %s]}
      """
          .formatted(OPTIONAL_COUNT);

  @Example
  void optionalFieldMayBeAddedAnywhere() {
    String more =
        "{\"name\": \"more\", \"type\": [\"null\", \"long\"], \"default\": null, \"doc\": \"M.\"}";

    assertThat(changed(OPTIONAL_COUNT, OPTIONAL_COUNT + ",\n" + more)).isEmpty();
    assertThat(changed(OPTIONAL_COUNT, more + ",\n" + OPTIONAL_COUNT)).isEmpty();
  }

  @Example
  void requiredFieldMayNotBeAdded() {
    assertThat(
            changed(
                OPTIONAL_COUNT,
                OPTIONAL_COUNT + ",\n{\"name\": \"more\", \"type\": \"long\", \"doc\": \"More.\"}"))
        .containsExactly(
            "clicks.avsc:6: fields.more: added as required (Avro:"
                + " READER_FIELD_MISSING_DEFAULT_VALUE); legal: [\"null\", \"long\"] with default"
                + " null, since old records lack it");
  }

  @Example
  void requiredFieldMayNotBeAddedEvenWithADefault() {
    // Avro reads old records with the default, but old files of the tables give null.
    assertThat(
            changed(
                OPTIONAL_COUNT,
                OPTIONAL_COUNT
                    + ",\n{\"name\": \"more\", \"type\": \"long\", \"default\": 0, \"doc\": \"M.\"}"))
        .singleElement()
        .asString()
        .startsWith("clicks.avsc:6: fields.more: added as required; legal: ");
  }

  @Example
  void fieldMayNotGo() {
    assertThat(
            changed(
                "{\"name\": \"who\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"Who.\"},",
                ""))
        .containsExactly(
            "clicks.avsc:1: fields.who: removed; legal: the field stays, since tables and old"
                + " records have it; a new name is a new optional field beside it");
  }

  @Example
  void fieldMayNotGetAnotherName() {
    assertThat(changed("\"who\"", "\"visitor\""))
        .singleElement()
        .asString()
        .startsWith("clicks.avsc:1: fields.who: removed, or renamed to visitor; legal: ");
  }

  @Example
  void optionalFieldMayNotBecomeRequired() {
    assertThat(changed("[\"null\", \"int\"], \"default\": null", "\"int\""))
        .containsExactly(
            "clicks.avsc:5: fields.count: optional becomes required (Avro: TYPE_MISMATCH); legal:"
                + " optional as before, since old records may lack it");
  }

  @Example
  void requiredFieldMayBecomeOptional() {
    assertThat(
            changed(
                "\"name\": \"id\", \"type\": \"string\"",
                "\"name\": \"id\", \"type\": [\"null\", \"string\"], \"default\": null"))
        .isEmpty();
  }

  @Example
  void aTypeStaysEvenWhereAvroWouldReadIt() {
    String stays =
        ", since old files are not read as another type by every engine; a new type is a new"
            + " optional field beside it";
    assertThat(changed("\"int\"", "\"long\""))
        .containsExactly("clicks.avsc:5: fields.count: int becomes long; legal: int" + stays);
    assertThat(changed("\"int\"", "\"double\""))
        .containsExactly("clicks.avsc:5: fields.count: int becomes double; legal: int" + stays);
    assertThat(changed("\"null\", \"string\"", "\"null\", \"int\""))
        .containsExactly(
            "clicks.avsc:4: fields.who: string becomes int (Avro: MISSING_UNION_BRANCH); legal:"
                + " string"
                + stays);
    assertThat(changed("\"int\"", "{\"type\": \"int\", \"logicalType\": \"date\"}"))
        .as("the same bytes and the same fingerprint, but another meaning")
        .hasSize(1);
  }

  @Example
  void longMayNotBecomeInt() {
    String before = OLD.replace("\"int\"", "\"long\"");

    assertThat(SchemaEvolution.check(before, OLD))
        .singleElement()
        .asString()
        .startsWith("clicks.avsc:5: fields.count: long becomes int (Avro: MISSING_UNION_BRANCH);");
  }

  @Example
  void otherRecordIsAnotherFeed() {
    assertThat(changed("\"name\": \"clicks\"", "\"name\": \"visits\""))
        .containsExactly("visits.avsc:1: name: visits; legal: clicks, the feed's name");
  }

  @Example
  void whatOnlyPeopleReadMayChange() {
    assertThat(changed("\"doc\": \"Who.\"", "\"doc\": \"Who it was.\", \"personal\": true"))
        .isEmpty();
    assertThat(changed("\"doc\": \"A click.\"", "\"doc\": \"A click.\", \"namespace\": \"a.b\""))
        .isEmpty();
  }

  @Example
  void everyRefusalIsSaidTogether() {
    String after =
        OLD.replace("\"who\"", "\"visitor\"")
            .replace("[\"null\", \"int\"], \"default\": null", "\"double\"");

    assertThat(SchemaEvolution.check(OLD, after))
        .extracting(Problem::path)
        .containsExactly("fields.who", "fields.count", "fields.count");
  }

  @Example
  void shippedFeedsMayStayAsTheyAre() {
    for (Feed feed : FeedCatalog.load(Path.of("../conf/feeds")).feeds()) {
      assertThat(SchemaEvolution.check(feed.avsc(), feed.avsc())).isEmpty();
    }
  }

  @Example
  void whatIsNoSchemaIsSaid() {
    assertThatThrownBy(() -> SchemaEvolution.check("{", OLD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SchemaEvolution.check(OLD, "\"string\""))
        .hasMessage("A schema of STRING is no record.");
  }

  @Property
  void everySchemaMayStayAsItIs(@ForAll("schemas") Schema schema) {
    assertThat(SchemaEvolution.check(schema.toString(), schema.toString(true))).isEmpty();
  }

  @Property
  void whatIsAllowedTwiceIsAllowedAtOnce(
      @ForAll("changes") Tuple2<Schema, Schema> first, @ForAll("schemas") Schema third) {
    String a = first.get1().toString();
    String b = first.get2().toString();
    Assume.that(SchemaEvolution.check(a, b).isEmpty());

    if (SchemaEvolution.check(b, third.toString()).isEmpty()) {
      assertThat(SchemaEvolution.check(a, third.toString())).isEmpty();
    }
  }

  @Property
  void recordsFromBeforeAnAllowedChangeAreReadWhole(
      @ForAll("changes") Tuple2<Schema, Schema> change, @ForAll long seed) throws IOException {
    Schema before = change.get1();
    Schema after = change.get2();
    Assume.that(SchemaEvolution.check(before.toString(), after.toString()).isEmpty());
    GenericRecord old = record(before, seed);

    GenericRecord read = decode(before, after, encode(before, old));

    for (Schema.Field field : after.getFields()) {
      Object expected = before.getField(field.name()) == null ? null : old.get(field.name());
      Object value = read.get(field.name());
      assertThat(value == null ? null : value.toString())
          .isEqualTo(expected == null ? null : expected.toString());
    }
  }

  @Property
  void whatAvroCannotReadIsNeverAllowed(
      @ForAll("changes") Tuple2<Schema, Schema> change, @ForAll long seed) {
    Schema before = change.get1();
    Schema after = change.get2();
    boolean readable;
    try {
      decode(before, after, encode(before, record(before, seed)));
      readable = true;
    } catch (IOException | RuntimeException e) {
      readable = false;
    }
    if (!readable) {
      assertThat(SchemaEvolution.check(before.toString(), after.toString())).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<Schema> schemas() {
    return fields().map(SchemaEvolutionTest::schema);
  }

  /** A schema, and one that a few edits make of it. */
  @Provide
  Arbitrary<Tuple2<Schema, Schema>> changes() {
    Arbitrary<Integer> edits = Arbitraries.integers().between(0, 3);
    return Combinators.combine(fields(), fields(), edits)
        .as(
            (before, others, most) -> {
              List<String> after = new ArrayList<>(before);
              for (int i = 0; i < Math.min(most, others.size()); i++) {
                String other = others.get(i);
                after.removeIf(f -> nameOf(f).equals(nameOf(other)));
                after.add(other);
              }
              return Tuple.of(schema(before), schema(after));
            });
  }

  private static Arbitrary<List<String>> fields() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d");
    Arbitrary<String> types =
        Arbitraries.of(
            "\"int\"",
            "\"long\"",
            "\"double\"",
            "\"string\"",
            "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}");
    return Combinators.combine(names, types, Arbitraries.of(true, false))
        .as(
            (name, type, optional) ->
                optional
                    ? "{\"name\": \"%s\", \"type\": [\"null\", %s], \"default\": null}"
                        .formatted(name, type)
                    : "{\"name\": \"%s\", \"type\": %s}".formatted(name, type))
        .list()
        .uniqueElements(SchemaEvolutionTest::nameOf)
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static String nameOf(String field) {
    return field.substring(10, 11);
  }

  private static Schema schema(List<String> fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"r\", \"fields\": [%s]}"
                .formatted(String.join(",", fields)));
  }

  private static GenericRecord record(Schema schema, long seed) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      boolean union = field.schema().getType() == Schema.Type.UNION;
      Schema type = union ? field.schema().getTypes().get(1) : field.schema();
      Object value =
          switch (type.getType()) {
            case INT -> (int) seed;
            case LONG -> seed;
            case DOUBLE -> (double) seed;
            case STRING -> Long.toString(seed);
            default -> throw new AssertionError(type);
          };
      record.put(field.name(), union && seed % 3 == 0 ? null : value);
    }
    return record;
  }

  private static byte[] encode(Schema schema, GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static GenericRecord decode(Schema writer, Schema reader, byte[] bytes)
      throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static List<String> changed(String from, String to) {
    assertThat(OLD).contains(from);
    return SchemaEvolution.check(OLD, OLD.replace(from, to)).stream()
        .map(Problem::toString)
        .toList();
  }
}
