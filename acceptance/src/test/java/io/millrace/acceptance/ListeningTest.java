package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing listens beyond this machine, but for what docs/operate.md lists. */
@Order(130)
@ExtendWith(SharedCluster.class)
class ListeningTest {

  private final TestCluster cluster;

  ListeningTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void everySocketOfTheClusterAndItsJobsIsOnLoopback() {
    // given daemons, the streaming application, and Hive's Tez session
    List<Processes.Running> processes = cluster.processes().all();
    assertThat(processes).hasSizeGreaterThan(10);

    // when
    List<Sockets.Listening> sockets = Sockets.of(processes);

    // then
    TreeSet<String> exposed = new TreeSet<>();
    sockets.stream()
        .filter(socket -> !socket.onLoopback())
        .forEach(
            socket ->
                exposed.add(
                    "%s listens on %s:%d"
                        .formatted(socket.process().program(), socket.address(), socket.port())));
    assertThat(sockets).extracting(Sockets.Listening::port).contains(19_870, 20_000, 19_092);
    assertThat(exposed).isEmpty();
  }
}
