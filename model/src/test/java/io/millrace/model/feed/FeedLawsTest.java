package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every declaration, right or wrong. */
class FeedLawsTest {
  private static final List<String> BLOCKS =
      ReferencePage.read(Path.of("../docs/feed-reference.md")).blocks();
  private static final String YAML = BLOCKS.get(1);
  private static final String AVSC = BLOCKS.get(2);
  private static final Feed VISITS = FeedCatalog.parse("visits", YAML, AVSC);

  @Property
  void anyTextIsAFeedOrNamesItsProblems(@ForAll String yaml, @ForAll String avsc) {
    assertFeedOrProblems(yaml, AVSC);
    assertFeedOrProblems(YAML, avsc);
  }

  @Property(tries = 1_000)
  void anyLineLeftOutOrTwiceIsAFeedOrNamesItsProblems(
      @ForAll @Size(max = 4) List<@IntRange(max = 60) Integer> edits, @ForAll boolean twice) {
    assertFeedOrProblems(edited(YAML, edits, twice), AVSC);
    assertFeedOrProblems(YAML, edited(AVSC, edits, twice));
  }

  @Property(tries = 1_000)
  void anyWordReplacedIsAFeedOrNamesItsProblems(
      @ForAll("words") String word, @ForAll @IntRange(max = 400) int at) {
    assertFeedOrProblems(replaced(YAML, at, word), AVSC);
    assertFeedOrProblems(YAML, replaced(AVSC, at, word));
  }

  @Property
  void schemaOfFieldsIsReadBackAsTheSameFields(
      @ForAll @Size(min = 1, max = 6) List<@From("fields") Field> some) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("id", FieldType.STRING, true, "Id."));
    fields.add(new Field("at", FieldType.TIMESTAMP, true, "Time."));
    some.stream()
        .filter(f -> !fields.stream().map(Field::name).toList().contains(f.name()))
        .forEach(fields::add);
    Feed made =
        Feed.builder("things")
            .key(List.of("id"))
            .eventTimeField("at")
            .idField("id")
            .fields(fields)
            .build();

    Feed read =
        FeedCatalog.parse("things", "feed: things\nkey: id\nevent_time: at\nid: id\n", made.avsc());

    assertThat(read).isEqualTo(made);
    assertThat(read.fingerprint()).isEqualTo(made.fingerprint());
  }

  @Example
  void feedMadeOfAFeedIsTheSame() {
    assertThat(VISITS.toBuilder().build()).isEqualTo(VISITS).hasSameHashCodeAs(VISITS);
    assertThat(VISITS.toBuilder().partitions(9).build()).isNotEqualTo(VISITS);
    assertThat(VISITS.toBuilder().doc("Other.").build().avsc()).contains("Other.");
  }

  @Example
  void everyKindOfSettingSurvivesJavaSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(VISITS);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Feed read = (Feed) in.readObject();

      assertThat(read).isEqualTo(VISITS);
      assertThat(read.indexOf("who")).isEqualTo(VISITS.indexOf("who"));
      assertThat(
              read.keyOf(new Object[] {"1", 2L, null, "ada", null, null, null, null, null, null}))
          .contains("ada");
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
        "",
        "null",
        "[]",
        "{}",
        "[1, {a: b}]",
        "true",
        "-1",
        "9999999999",
        "1e9",
        "P",
        "P1D",
        "'",
        "\"",
        ":",
        "- ",
        "&a",
        "*a",
        "!!int x",
        "|",
        "#",
        "\t",
        "\u0000",
        "\ud800",
        "nobody",
        "who",
        "at",
        "2020-02-30",
        "forever",
        "(",
        ".*");
  }

  @Provide
  Arbitrary<Field> fields() {
    return Combinators.combine(
            Arbitraries.strings().withCharRange('a', 'f').ofMinLength(1).ofMaxLength(4),
            Arbitraries.of(FieldType.class),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20))
        .as(Field::new);
  }

  private static void assertFeedOrProblems(String yaml, String avsc) {
    try {
      assertThat(FeedCatalog.parse("visits", yaml, avsc)).isNotNull();
    } catch (InvalidFeedException e) {
      assertThat(e.problems()).isNotEmpty();
      long yamlLines = yaml.lines().count() + 1;
      long avscLines = avsc.lines().count() + 1;
      assertThat(e.problems())
          .allMatch(p -> p.line() >= 0)
          .allMatch(p -> p.line() <= (p.file().endsWith(".yaml") ? yamlLines : avscLines))
          .allMatch(p -> !p.legal().isEmpty());
    }
  }

  private static String edited(String text, List<Integer> edits, boolean twice) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int edit : edits) {
      int at = edit % lines.size();
      if (twice) {
        lines.add(at, lines.get(at));
      } else if (lines.size() > 1) {
        lines.remove(at);
      }
    }
    return String.join("\n", lines);
  }

  private static String replaced(String text, int at, String word) {
    String[] words = text.split("(?<=[ \n:,])", -1);
    int i = at % words.length;
    String end = words[i].replaceAll("[^ \n:,]", "");
    words[i] = word + end;
    return String.join("", words);
  }
}
