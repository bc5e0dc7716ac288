package io.millrace.ingest.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int LIMIT = Line.HEAD_BYTES;

  @Property(tries = 200)
  void everyLineIsGivenWithItsNumberLengthAndHash(
      @ForAll @Size(max = 8) List<@IntRange(max = 3 * LIMIT) Integer> lengths) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<byte[]> expected = new ArrayList<>();
    for (int length : lengths) {
      byte[] line = new byte[length];
      Arrays.fill(line, (byte) ('a' + expected.size()));
      expected.add(line);
      file.write(line);
      file.write('\n');
    }

    LineReader reader = new LineReader(new ByteArrayInputStream(file.toByteArray()), LIMIT);

    for (int i = 0; i < expected.size(); i++) {
      Line line = reader.next();
      byte[] whole = expected.get(i);
      assertThat(line.number()).isEqualTo(i + 1);
      assertThat(line.length()).isEqualTo(whole.length);
      assertThat(line.whole()).isEqualTo(whole.length <= LIMIT);
      assertThat(line.sha256()).isEqualTo(Sha256.newDigest().digest(whole));
      assertThat(line.head()).isEqualTo(Arrays.copyOf(whole, Math.min(whole.length, LIMIT)));
    }
    assertThat(reader.next()).isNull();
  }

  @Test
  void lastLineNeedsNoLineFeed() throws IOException {
    byte[] file = "a\n\nb".getBytes(US_ASCII);
    LineReader reader = new LineReader(new ByteArrayInputStream(file), LIMIT);

    assertThat(reader.next().bytes()).asString(US_ASCII).isEqualTo("a");
    assertThat(reader.next().bytes()).isEmpty();
    assertThat(reader.next().bytes()).asString(US_ASCII).isEqualTo("b");
    assertThat(reader.next()).isNull();
  }
}
