package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  @TempDir private Path home;

  @Test
  void sitesRunForTheirDurationAndTellWhatHappened() throws IOException {
    // given a collector that takes everything
    AtomicInteger posts = new AtomicInteger();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/activity",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
          posts.incrementAndGet();
        });
    collector.start();
    String address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/";

    // when
    CommandRun run =
        CommandRun.of(
            home,
            ("simulate sites --users 5 --duration PT3S --speed 100 --collector " + address)
                .split(" "));
    collector.stop(0);

    // then
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Harbour Books: http://127.0.0.1:", "Summit Outdoor", "Copper Kitchen")
        .contains("15 active users");
    assertThat(run.out())
        .contains("15 to 15 active users", "page_view", "page_leave", "0 given up, 0 open")
        .contains("Funnel", "confirmation");
    assertThat(posts.get()).isPositive();
  }

  @Test
  void withoutACollectorItSaysHowToStartOne() throws IOException {
    // given a port at which nobody listens
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    // when
    CommandRun run =
        CommandRun.of(home, "simulate", "sites", "--collector", "http://127.0.0.1:" + port);

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(run.err()).contains("127.0.0.1:" + port, "millrace collect");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sites 7 | --sites is 7; legal: 1 to 3",
        "--users 0 | --users is 0; legal: 1 to 1000",
        "--users many | many",
        "--duration soon | soon",
        "--collector nowhere | --collector is nowhere",
        "--speed 0 | --speed is 0.0"
      })
  void aWrongSettingIsToldWithItsValue(String options, String said) {
    // when
    CommandRun run = CommandRun.of(home, ("simulate sites " + options).split(" "));

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains(said).doesNotContain("\tat ");
  }

  @Test
  void withoutSayingWhatItNamesWhatThereIs() {
    // when
    CommandRun run = CommandRun.of(home, "simulate");

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err()).contains("sites");
  }
}
