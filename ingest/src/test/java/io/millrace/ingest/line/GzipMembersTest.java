package io.millrace.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GzipMembersTest {

  @Property(tries = 200)
  void membersOneAfterAnotherAreOneContent(
      @ForAll @Size(min = 1, max = 4) List<@StringLength(max = 2000) String> texts)
      throws IOException {
    // given
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (String text : texts) {
      file.write(member(text));
      content.write(text.getBytes(UTF_8));
    }
    file.write(new byte[512]); // as a tape fills its last block

    // then
    assertThat(read(file.toByteArray())).isEqualTo(content.toByteArray());
  }

  @Test
  void cutAnywhereButBetweenItsMembersItIsDamaged() throws IOException {
    byte[] first = member("first ".repeat(100));
    byte[] second = member("second ".repeat(100));
    byte[] file = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, file, first.length, second.length);

    for (int cut = 1; cut < file.length; cut++) {
      byte[] part = Arrays.copyOf(file, cut);
      if (cut != first.length) {
        assertThatThrownBy(() -> read(part))
            .describedAs("cut after %d", cut)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("member " + (cut < first.length ? 1 : 2));
      }
    }
  }

  @Test
  void rubbishAfterAMemberAndAFlippedBitAreDamage() throws IOException {
    byte[] good = member("good");
    byte[] withRubbish = Arrays.copyOf(good, good.length + 5);
    withRubbish[good.length] = 'x';
    byte[] flipped = good.clone();
    flipped[flipped.length - 6] ^= 1;

    assertThatThrownBy(() -> read(withRubbish)).hasMessageContaining("should be member 2");
    assertThatThrownBy(() -> read(flipped)).hasMessageContaining("does not match its checksum");
  }

  @Test
  void optionalPartsOfAHeaderArePassedOver() throws IOException {
    // given: FEXTRA, FNAME, FCOMMENT and FHCRC set
    byte[] plain = member("text");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    file.write(new byte[] {3, 0, 'a', 'b', 'c'});
    file.write("name.log\0a comment\0".getBytes(UTF_8));
    file.write(new byte[] {1, 2});
    file.write(plain, 10, plain.length - 10);

    // then
    assertThat(read(file.toByteArray())).asString(UTF_8).isEqualTo("text");
  }

  private static byte[] read(byte[] file) throws IOException {
    return new GzipMembers(new ByteArrayInputStream(file)).readAllBytes();
  }

  private static byte[] member(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
