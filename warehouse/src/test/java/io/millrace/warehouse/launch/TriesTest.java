package io.millrace.warehouse.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriesTest {

  private static final String ID = "0000007-151118120000000-oozie-me-W@curate";

  @Test
  void theActionIsAskedForWhereTheLauncherCallsBack() {
    assertThat(
            Tries.action(
                "http://127.0.0.1:11000/oozie/callback?id=" + ID + "&status=$jobStatus", ID, "me"))
        .contains(
            URI.create(
                "http://127.0.0.1:11000/oozie/v2/job/0000007-151118120000000-oozie-me-W@curate?show=info&user.name=me"));
    assertThat(Tries.action("", ID, "me")).isEmpty();
  }

  @Test
  void aTryIsLeftUntilAllRetriesAreDone() {
    assertThat(Tries.isLeft("{\"userRetryCount\":0,\"userRetryMax\":1}")).isTrue();
    assertThat(Tries.isLeft("{\"userRetryMax\": 1, \"userRetryCount\": 1}")).isFalse();
    assertThat(Tries.isLeft("{\"userRetryCount\":0,\"userRetryMax\":0}")).isFalse();
  }

  @Test
  void anotherTryIsTakenForGrantedWhereOozieDoesNotTell() {
    assertThat(Tries.isLeft("<html>Unauthorized</html>")).isTrue();
    assertThat(new Tries(Optional.empty()).another()).isTrue();
  }

  @Test
  void oozieIsAsked() throws IOException {
    HttpServer oozie =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    oozie.createContext(
        "/oozie/v2/job/",
        exchange -> {
          byte[] json =
              "{\"userRetryCount\":1,\"userRetryMax\":1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    oozie.start();
    Tries tries =
        new Tries(
            Tries.action(
                "http://127.0.0.1:%d/oozie/callback?id=x".formatted(oozie.getAddress().getPort()),
                ID,
                "me"));
    try {
      assertThat(tries.another()).isFalse();
    } finally {
      oozie.stop(0);
    }
    assertThat(tries.another()).as("with nobody there").isTrue();
  }
}
