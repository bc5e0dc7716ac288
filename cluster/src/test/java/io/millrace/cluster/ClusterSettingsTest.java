package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static final Path CHECKOUT = Path.of("/checkout");

  @Test
  void withoutVariablesTheStateIsInTheCheckoutAndPortsAreTheEcosystemsOwn() {
    ClusterSettings settings = ClusterSettings.fromEnvironment(CHECKOUT, Map.of());

    assertThat(settings.home()).isEqualTo(Path.of("/checkout/.millrace"));
    assertThat(settings.hdfsUri()).isEqualTo("hdfs://127.0.0.1:8020");
    assertThat(settings.brokers()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.jdbcUrl()).isEqualTo("jdbc:hive2://127.0.0.1:10000/default");
    assertThat(settings.metastoreUri()).isEqualTo("thrift://127.0.0.1:9083");
    assertThat(settings.oozieUrl()).isEqualTo("http://127.0.0.1:11000/oozie");
    assertThat(settings.httpUrl(Port.NAMENODE_HTTP)).isEqualTo("http://127.0.0.1:9870");
  }

  @Test
  void oneOffsetShiftsEveryPort() {
    ClusterSettings settings =
        ClusterSettings.fromEnvironment(CHECKOUT, Map.of("MILLRACE_PORT_OFFSET", " 10000 "));

    assertThat(Port.values())
        .allSatisfy(port -> assertThat(settings.port(port)).isEqualTo(port.number() + 10_000));
  }

  @Test
  void everyPortIsAPortAtTheGreatestOffset() {
    ClusterSettings settings =
        new ClusterSettings(CHECKOUT, CHECKOUT, ClusterSettings.GREATEST_OFFSET);

    assertThat(Port.values())
        .allSatisfy(port -> assertThat(settings.port(port)).isLessThan(65_536));
  }

  @Test
  void noTwoServicesShareAPort() {
    assertThat(Arrays.stream(Port.values()).map(Port::number)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Service.values()).flatMap(service -> service.ports().stream()))
        .containsExactlyInAnyOrder(Port.values());
  }

  @Test
  void anOffsetThatIsNoNumberOrTooGreatIsRefusedWithTheLegalValues() {
    for (String wrong : new String[] {"ten", "-1", "60000"}) {
      assertThatThrownBy(
              () ->
                  ClusterSettings.fromEnvironment(CHECKOUT, Map.of("MILLRACE_PORT_OFFSET", wrong)))
          .isInstanceOf(ClusterException.class)
          .hasMessage(
              "MILLRACE_PORT_OFFSET is \"%s\", but must be a whole number from 0 to 45000."
                  .formatted(wrong));
    }
  }

  @Test
  void aFolderWhoseNameTheDaemonsCannotBearIsRefused() {
    assertThatThrownBy(
            () -> ClusterSettings.fromEnvironment(CHECKOUT, Map.of("MILLRACE_HOME", "/my home")))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("\"/my home\"")
        .hasMessageContaining("MILLRACE_HOME");
    assertThatThrownBy(() -> ClusterSettings.fromEnvironment(Path.of("/a,b"), Map.of()))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("\"/a,b\"");
  }
}
