package io.millrace.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayReaderTest {
  private static final int LIMIT = Line.HEAD_BYTES;

  @Property(tries = 300)
  void anyLayoutGivesTheElementsHoweverTheStreamIsRead(
      @ForAll("elements") List<String> elements,
      @ForAll("blanks") String blank,
      @ForAll @IntRange(min = 1, max = 40) int bytesARead)
      throws IOException {
    // given
    String array = blank + "[" + blank + String.join(blank + "," + blank, elements) + blank + "]";

    // when
    List<String> read = read(array + blank, bytesARead);

    // then
    assertThat(read).isEqualTo(elements);
  }

  @Provide
  Arbitrary<List<String>> elements() {
    return Arbitraries.of(
            "{}",
            "{\"a\": [1, {\"b\": \"]},{[\"}], \"c\": null}",
            "{\"quote\": \"\\\"\", \"backslash\": \"\\\\\"}",
            "{\n  \"umlaut\": \"Zürich\"\n}",
            "17",
            "\",\"",
            "rubbish",
            "rubbish } of ) brackets")
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "\r\n", "\t \n");
  }

  @Test
  void nothingBetweenTwoCommasIsAnEmptyElement() throws IOException {
    assertThat(read("[1,,2]", 64)).containsExactly("1", "", "2");
    assertThat(read("[1,]", 64)).containsExactly("1", "");
    assertThat(read("[]", 64)).isEmpty();
    assertThat(read("\uFEFF[1]", 64)).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[1", "[1,", "[{\"a\": 1}, {\"a\": \"x", "[\"\\", "[{]", "[1,2"})
  void anArrayThatIsCutOffIsRefusedWithTheElementInWhichItEnds(String cut) {
    long element = 1 + cut.chars().filter(c -> c == ',').count();

    assertThatThrownBy(() -> read(cut, 64))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("The JSON array is cut off: it ends inside element " + element + ".");
  }

  @Test
  void whatIsNoArrayIsRefused() {
    assertThatThrownBy(() -> read("{\"a\": 1}\n{\"a\": 2}", 64))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("There is no JSON array: it begins with {\"a\": 1}.");
    assertThatThrownBy(() -> read(" \n", 64))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("nothing but white space");
    assertThatThrownBy(() -> read("[1] [2]", 64))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("ends after 1 elements at byte 3, but more text follows");
  }

  @Test
  void anElementBeyondTheLimitIsKnownByItsLengthAndHashAndTheNextIsReadAsUsual()
      throws IOException {
    // given
    String longOne = "\"" + "x".repeat(5 * LIMIT) + "\"";
    JsonArrayReader reader = reader("[" + longOne + ", 2]", 1000);

    // when
    Line first = reader.next();
    Line second = reader.next();

    // then
    assertThat(first.whole()).isFalse();
    assertThat(first.length()).isEqualTo(longOne.length());
    assertThat(first.head()).isEqualTo(longOne.substring(0, LIMIT).getBytes(UTF_8));
    assertThat(first.sha256()).isEqualTo(Sha256.newDigest().digest(longOne.getBytes(UTF_8)));
    assertThat(second.bytes()).asString(UTF_8).isEqualTo("2");
    assertThat(reader.offset()).isEqualTo(longOne.length() + 5L);
  }

  private static List<String> read(String text, int bytesARead) throws IOException {
    JsonArrayReader reader = reader(text, bytesARead);
    List<String> elements = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      elements.add(new String(line.bytes(), UTF_8));
      assertThat(line.number()).isEqualTo(elements.size());
    }
    return elements;
  }

  /** Each read gives at most so many bytes, so that buffers end everywhere. */
  private static JsonArrayReader reader(String text, int bytesARead) {
    InputStream whole = new ByteArrayInputStream(text.getBytes(UTF_8));
    InputStream inPieces =
        new FilterInputStream(whole) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, bytesARead));
          }
        };
    return new JsonArrayReader(inPieces, LIMIT);
  }
}
