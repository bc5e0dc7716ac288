package io.millrace.model.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StreamingSettingsTest {

  private static final Path BUNDLED = Path.of("../conf/streaming.yaml");
  private static final StreamingSettings STANDARD = StreamingSettings.of(Map.of());

  @Test
  void theBundledFileSetsNothing() throws IOException {
    assertThat(SettingsFile.values(Files.readString(BUNDLED))).isEmpty();
  }

  @Test
  void theBundledFileHasEverySettingWithItsDefaultCommentedOut() throws IOException {
    // when everything that is commented out is taken in
    String all =
        Pattern.compile("(?m)^( *)# ([a-z_]+: )")
            .matcher(Files.readString(BUNDLED))
            .replaceAll("$1$2");
    Map<String, String> values = SettingsFile.values(all);

    // then
    Map<String, String> declared = new TreeMap<>();
    StreamingSettings.declared().forEach(s -> declared.put(s.path(), s.standard()));
    assertThat(values).isEqualTo(declared);
    assertThat(StreamingSettings.of(values)).isEqualTo(STANDARD);
  }

  @Test
  void aSettingIsTakenAndTheOthersStay() {
    // when
    StreamingSettings settings =
        StreamingSettings.of(
            SettingsFile.values("trigger: PT5S\nyarn:\n  executor_memory: 2GiB\n"));

    // then
    assertThat(settings.batches().trigger()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.batches().maxOffsets()).isEqualTo(STANDARD.batches().maxOffsets());
    assertThat(settings.yarn().executorMemory()).isEqualTo(2L << 30);
    assertThat(settings.yarn().memory()).isEqualTo(STANDARD.yarn().memory() + (1L << 30));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsValueAndWhatIsLegal() {
    Map<String, String> values =
        SettingsFile.values(
            """
            applications: two
            trigger: soon
            max_offsets: 0
            maxoffsets: 7
            yarn:
              driver_memory: 1MiB
            """);

    assertThatThrownBy(() -> StreamingSettings.of(values))
        .isInstanceOf(InvalidStreamingSettingsException.class)
        .hasMessageContaining("applications is two; legal: one of one, per_feed")
        .hasMessageContaining("trigger is soon; legal: an ISO-8601 duration from PT0.1S to PT1H")
        .hasMessageContaining("max_offsets is 0; legal: a whole number from 1 to 100000000")
        .hasMessageContaining("maxoffsets is no setting; legal: applications, trigger,")
        .hasMessageContaining("yarn.driver_memory is 1MiB; legal: a size")
        .satisfies(e -> assertThat(((InvalidStreamingSettingsException) e).problems()).hasSize(5));
  }

  @Test
  void theFirstGuessIsNeverAboveTheBound() {
    assertThat(StreamingSettings.of(Map.of("max_offsets", "10")).batches().firstOffsets())
        .isEqualTo(10);
  }

  @Test
  void theTablesOfFraudAreFilledWithTheirHostUnlessOtherwiseIsAskedFor() {
    assertThat(fillsTables(Map.of())).isFalse();
    assertThat(fillsTables(Map.of("fraud.host", "live"))).isTrue();
    assertThat(fillsTables(Map.of("fraud.host", "shadow"))).isFalse();
    assertThat(fillsTables(Map.of("fraud.host", "live", "fraud.tables", "none"))).isFalse();
    assertThat(fillsTables(Map.of("fraud.tables", "always"))).isTrue();
    assertThatThrownBy(() -> fillsTables(Map.of("fraud.host", "kafka")))
        .hasMessage("fraud.host is kafka; legal: one of none, live, shadow");
  }

  private static boolean fillsTables(Map<String, String> values) {
    return StreamingSettings.of(values).fraud().fillsTables();
  }

  @Test
  void aFileThatIsNoMappingIsRefused() {
    assertThatThrownBy(() -> SettingsFile.values("- trigger"))
        .isInstanceOf(InvalidStreamingSettingsException.class)
        .hasMessageContaining("no mapping");
    assertThatThrownBy(() -> SettingsFile.values("trigger: PT1S\ntrigger: PT2S\n"))
        .isInstanceOf(InvalidStreamingSettingsException.class)
        .hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> SettingsFile.values("trigger: [PT1S]"))
        .hasMessage("trigger is a list; legal: a single value");
  }
}
