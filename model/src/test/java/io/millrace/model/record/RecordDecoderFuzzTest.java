package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the bytes, the decoder answers and never throws. */
class RecordDecoderFuzzTest {
  private static final byte[] GOOD =
      ("{\"id\":\"a\",\"at\":\"2015-05-17T10:05:03.5+02:00\",\"name\":\"Z\\u00fcrich \\ud83d\\ude00\","
              + "\"count\":-1,\"total\":1,\"ratio\":1.5e3,\"good\":true,\"price\":\"2.55\","
              + "\"seen\":\"1970-01-01T00:00Z\",\"born\":\"2000-02-29\",\"x\":[{}]}")
          .getBytes(UTF_8);

  private final RecordDecoder decoder = new RecordDecoder(TestFeeds.EVERY_TYPE);

  @Property(tries = 3_000)
  void anyBytes(@ForAll byte[] bytes, @ForAll long kafkaTime) {
    assertThat(decoder.decode(bytes, kafkaTime)).isNotNull();
  }

  @Property(tries = 5_000)
  void goodRecordWithBytesChanged(
      @ForAll byte[] changes, @ForAll @IntRange(max = 10_000) int step, @ForAll long kafkaTime) {
    byte[] bytes = GOOD.clone();
    for (int i = 0; i < Math.min(4, changes.length); i++) {
      bytes[Math.floorMod(step * (i + 1) * 31 + i, bytes.length)] = changes[i];
    }
    assertThat(decoder.decode(bytes, kafkaTime)).isNotNull();
  }

  @Property(tries = 3_000)
  void wordsOfJsonInAnyOrder(@ForAll("words") String text) {
    assertThat(decoder.decode(text.getBytes(UTF_8), 0)).isNotNull();
    assertThat(decoder.decode(("{\"id\":\"a\",\"at\":" + text + "}").getBytes(UTF_8), 0))
        .isNotNull();
  }

  @Property
  void cutAnywhere(@ForAll @IntRange(max = 300) int length) {
    assertThat(decoder.decode(Arrays.copyOf(GOOD, Math.min(length, GOOD.length)), 0)).isNotNull();
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"id\"",
            "\"at\"",
            "\"price\"",
            "\"count\"",
            "1",
            "-",
            ".5",
            "e9",
            "1e999999999",
            "null",
            "true",
            "\\ud800",
            "\\",
            " ",
            "NaN",
            "\"2015-05-17T10:05:03Z\"",
            "\"9999-12-31T23:59:59-18:00\"",
            "\ufeff",
            "\u0000")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }
}
