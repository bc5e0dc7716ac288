package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.ServiceStatus;
import io.millrace.cluster.ServiceStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  private static final List<ServiceStatus> SERVICES =
      List.of(
          new ServiceStatus(
              "namenode",
              State.RUNNING,
              OptionalLong.of(4711),
              List.of(8020, 9870),
              OptionalLong.of(230L << 20),
              Optional.of(Duration.ofMinutes(3))),
          new ServiceStatus(
              "kafka",
              State.FAILED,
              OptionalLong.empty(),
              List.of(9092),
              OptionalLong.empty(),
              Optional.empty()));

  @Test
  void theTableHasALinePerServiceAndATotal() {
    assertThat(StatusCommand.asTable(SERVICES).lines())
        .containsExactly(
            "SERVICE   STATE     PID  PORTS      MEMORY   UPTIME",
            "namenode  running  4711  8020 9870  230 MiB  3 min 0 s",
            "kafka     failed      -  9092       -        -",
            "total                               230 MiB");
  }

  @Test
  void theJsonHasStableNamesAndNullsForWhatIsNotThere() {
    assertThat(Json.text(StatusCommand.asJson(SERVICES)).replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"services\":[{\"service\":\"namenode\",\"state\":\"running\",\"pid\":4711,"
                + "\"ports\":[8020,9870],\"resident_bytes\":241172480,\"uptime_seconds\":180},"
                + "{\"service\":\"kafka\",\"state\":\"failed\",\"pid\":null,\"ports\":[9092],"
                + "\"resident_bytes\":null,\"uptime_seconds\":null}],"
                + "\"resident_bytes\":241172480}");
  }
}
