package io.millrace.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.WireFormat;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import io.millrace.model.record.WireEncoder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What was sent before an allowed change of a schema is read after it, whole. */
class OldRecordsTest {
  private static final long MICROS = 1_431_857_103_000_000L;

  @Property
  void recordsOfTheOldSchemaAreReadWithTheNewOne(
      @ForAll("feeds") Feed before,
      @ForAll("feeds") Feed others,
      @ForAll WireFormat format,
      @ForAll int number) {
    Feed after = changed(before, others);
    Assume.that(SchemaEvolution.check(before.avsc(), after.avsc()).isEmpty());
    Object[] old = row(before, number);

    byte[] bytes = WireEncoder.of(before.toBuilder().wireFormat(format).build()).encode(old);
    Decoded decoded =
        new RecordDecoder(after, SchemaVersions.of(after, List.of(before.avsc())))
            .decode(bytes, MICROS / 1_000);

    assertThat(decoded).isInstanceOf(Valid.class);
    Object[] read = ((Valid) decoded).values();
    for (Field field : after.fields()) {
      boolean had = before.fields().stream().anyMatch(f -> f.name().equals(field.name()));
      Object expected = had ? old[before.indexOf(field.name())] : null;
      assertThat(read[after.indexOf(field.name())]).isEqualTo(expected);
    }
  }

  @Property
  void avroOfASchemaThatIsNotAmongTheVersionsIsRefusedAsThat(
      @ForAll("feeds") Feed before, @ForAll("feeds") Feed after, @ForAll int number) {
    Assume.that(before.fingerprint() != after.fingerprint());
    WireEncoder encoder = WireEncoder.of(before.toBuilder().wireFormat(WireFormat.AVRO).build());

    Decoded decoded =
        new RecordDecoder(after).decode(encoder.encode(row(before, number)), MICROS / 1_000);

    assertThat(decoded).isInstanceOf(Refused.class);
    assertThat(((Refused) decoded).reason().name()).isEqualTo("UNKNOWN_SCHEMA");
  }

  @Provide
  Arbitrary<Feed> feeds() {
    Arbitrary<Field> fields =
        Combinators.combine(
                Arbitraries.of("a", "b", "c", "d"),
                Arbitraries.of(FieldType.INT, FieldType.LONG, FieldType.STRING, FieldType.MONEY),
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.just(true)), Tuple.of(4, Arbitraries.just(false))))
            .as((name, type, required) -> new Field(name, type, required, "A field."));
    return fields.list().uniqueElements(Field::name).ofMaxSize(4).map(OldRecordsTest::feed);
  }

  private static Feed feed(List<Field> fields) {
    List<Field> all = new ArrayList<>();
    all.add(new Field("id", FieldType.STRING, true, "Id."));
    all.addAll(fields);
    all.add(new Field("at", FieldType.TIMESTAMP, true, "Time."));
    return Feed.builder("things").eventTimeField("at").idField("id").fields(all).build();
  }

  /** The first feed with the fields of the other that it lacks, or has as a long. */
  private static Feed changed(Feed before, Feed others) {
    List<Field> fields = new ArrayList<>();
    for (Field other : others.fields()) {
      boolean had = before.fields().stream().anyMatch(f -> f.name().equals(other.name()));
      if (!had || before.field(other.name()).type() == FieldType.LONG) {
        fields.add(other);
      }
    }
    for (Field field : before.fields()) {
      if (fields.stream().noneMatch(f -> f.name().equals(field.name()))) {
        fields.add(field);
      }
    }
    return before.toBuilder().fields(fields).build();
  }

  private static Object[] row(Feed feed, int number) {
    Object[] row = new Object[feed.fields().size()];
    for (int i = 0; i < row.length; i++) {
      Field field = feed.fields().get(i);
      boolean empty = !field.required() && (number + i) % 3 == 0;
      row[i] = empty ? null : value(field.type(), number);
    }
    return row;
  }

  private static Object value(FieldType type, int number) {
    return switch (type) {
      case STRING -> "n" + number;
      case INT -> number;
      case LONG, MONEY -> (long) number;
      case TIMESTAMP -> MICROS;
      default -> throw new AssertionError(type);
    };
  }
}
