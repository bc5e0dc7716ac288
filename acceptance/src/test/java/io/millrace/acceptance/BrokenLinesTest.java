package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lines that are no records never stop those that are, and none of them is lost silently. */
@Order(300)
@ExtendWith(SharedCluster.class)
class BrokenLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int YEAR = 2013;
  private static final int LONG_LINE = 1024 * 1024;

  private final TestCluster cluster;

  BrokenLinesTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void allGoodLinesLandAndEachBrokenOneIsADeadLetterWithItsReasonAndLineNumber()
      throws IOException {
    // given a file in which every hundredth line is broken in one of five ways
    List<String> good = AccessLogLines.ofOneDayIn(YEAR);
    Path file = Checkout.target().resolve("broken-lines.log");
    Map<Integer, String> broken = write(file, good);
    assertThat(broken).hasSize(good.size() / 99).hasSizeGreaterThan(14);

    // when
    Outcome replay =
        cluster
            .millrace()
            .run("replay", file.toString(), "--feed", "activity", "--wait")
            .requireSuccess();

    // then
    assertThat(replay.err()).contains(broken.size() + " dead letters");
    assertThat(deadLetters(file)).isEqualTo(broken);
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  "SELECT count(*), count(DISTINCT event_id) FROM raw.activity WHERE dt = '%d-05-17'"
                      .formatted(YEAR)))
          .containsExactly(List.of("" + good.size(), "" + good.size()));
    }
    cluster
        .millrace()
        .run("audit", "--feed", "activity", "--days", YEAR + "-05-17")
        .requireSuccess();
  }

  /** Writes 99 good lines, a broken one, and so on; returns the reasons by line number. */
  private static Map<Integer, String> write(Path file, List<String> good) throws IOException {
    Map<Integer, String> broken = new TreeMap<>();
    int number = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < good.size(); i++) {
        line(out, good.get(i).getBytes(UTF_8));
        number++;
        if (i % 99 == 98) {
          String line = good.get(i);
          number++;
          switch (broken.size() % 5) {
            case 0 -> {
              line(out, new byte[0]);
              broken.put(number, "EMPTY");
            }
            case 1 -> {
              line(out, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, (byte) 0xfe});
              broken.put(number, "BINARY");
            }
            case 2 -> {
              line(out, line.substring(0, line.indexOf("] \"") + 8).getBytes(UTF_8));
              broken.put(number, "MALFORMED");
            }
            case 3 -> {
              String longer = line.substring(0, line.length() - 1);
              line(out, (longer + "x".repeat(LONG_LINE - longer.length())).getBytes(UTF_8));
              broken.put(number, "TOO_LONG");
            }
            default -> {
              line(out, line.replace("Mozilla", "Möwe").replace("/", "/é").getBytes(ISO_8859_1));
              broken.put(number, "ENCODING");
            }
          }
        }
      }
    }
    return broken;
  }

  private static void line(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.write('\n');
  }

  /** The reasons of the file's dead letters by line number. */
  private Map<Integer, String> deadLetters(Path file) throws IOException {
    Map<Integer, String> reasons = new TreeMap<>();
    for (String value : cluster.topic("activity.dlq").values()) {
      JsonNode letter = JSON.readTree(value);
      if (letter.path("source").asText().equals(file.getFileName().toString())) {
        int line = letter.path("line").asInt();
        String reason = letter.path("reason").asText();
        assertThat(letter.path("feed").asText()).isEqualTo("activity");
        assertThat(letter.path("sha256").asText()).hasSize(64);
        assertThat(letter.path("payload_base64").asText().length()).isLessThan(90_000);
        assertThat(reasons.put(line, reason)).as("each line once").isNull();
      }
    }
    return reasons;
  }
}
