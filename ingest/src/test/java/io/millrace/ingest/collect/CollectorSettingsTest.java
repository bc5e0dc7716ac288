package io.millrace.ingest.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorSettingsTest {

  private static final Path BUNDLED = Path.of("../conf/collector.yaml");

  @TempDir private Path folder;

  @Test
  void theBundledFileSaysTheDefaults() {
    assertThat(CollectorSettings.read(BUNDLED)).isEqualTo(CollectorSettings.DEFAULT);
  }

  @Test
  void whatTheBundledFileHasCommentedOutIsTheDefaultWhenItIsTakenIn() throws Exception {
    Matcher commented =
        Pattern.compile("(?m)^( *)# ([a-z_]+: )").matcher(Files.readString(BUNDLED));
    String all = commented.replaceAll("$1$2").replace("api_keys: keys.txt", "# api_keys");
    Path file = Files.writeString(folder.resolve("collector.yaml"), all);

    assertThat(CollectorSettings.read(file)).isEqualTo(CollectorSettings.DEFAULT);
  }

  @Test
  void aSettingIsTakenAndTheOthersStay() throws Exception {
    Path file =
        Files.writeString(folder.resolve("collector.yaml"), "timeouts:\n  acknowledge: PT2S\n");

    CollectorSettings settings = CollectorSettings.read(file);

    assertThat(settings.timeouts().acknowledge()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.limits()).isEqualTo(CollectorSettings.DEFAULT.limits());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("collector.yaml"),
            """
            listen: nowhere at all
            limits:
              body: many
              bdy: 1MiB
            timeouts:
              idle: soon
            """);

    assertThatThrownBy(() -> CollectorSettings.read(file))
        .isInstanceOf(InvalidCollectorSettingsException.class)
        .hasMessageContaining("limits.body")
        .hasMessageContaining("many")
        .hasMessageContaining("limits.bdy")
        .hasMessageContaining("timeouts.idle")
        .hasMessageContaining("soon");
  }
}
