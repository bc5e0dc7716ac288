package io.millrace.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PortOwnersTest {
  private final PortOwners owners = new PortOwners(new ProcFs());

  @Test
  void aPortThatSomebodyListensOnIsTakenByThatProcess() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = server.getLocalPort();

      assertThat(PortOwners.free(port)).isFalse();
      assertThat(owners.of(port))
          .hasValueSatisfying(
              owner -> {
                assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(owner.command()).contains("java");
              });
    }
  }

  @Test
  void aConnectionFromAPortTakesItToo() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {

      assertThat(owners.of(client.getLocalPort()))
          .hasValueSatisfying(
              owner -> assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aListenerThatIsGoneHoldsNoPort() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }

    // somebody else may have been given it since, but it is not ours any more
    assertThat(owners.of(port))
        .satisfiesAnyOf(
            owner -> assertThat(owner).isEmpty(),
            owner ->
                assertThat(owner.orElseThrow().pid()).isNotEqualTo(ProcessHandle.current().pid()));
  }
}
