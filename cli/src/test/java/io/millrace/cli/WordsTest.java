package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void durationsGetCoarserAsTheyGetLonger() {
    assertThat(Words.of(Duration.ofMillis(1234))).isEqualTo("1.2 s");
    assertThat(Words.of(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.of(Duration.ofSeconds(184))).isEqualTo("3 min 4 s");
    assertThat(Words.of(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Words.of(Duration.ofHours(76))).isEqualTo("3 d 4 h");
  }

  @Test
  void bytesAreToldInPowersOf1024() {
    assertThat(Words.bytes(1023)).isEqualTo("1023 B");
    assertThat(Words.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Words.bytes(230L << 20)).isEqualTo("230 MiB");
    assertThat(Words.bytes(3L << 40)).isEqualTo("3.0 TiB");
  }

  @Test
  void oneIsSingular() {
    assertThat(Words.count(1, "record")).isEqualTo("1 record");
    assertThat(Words.count(10_000, "record")).isEqualTo("10,000 records");
  }
}
