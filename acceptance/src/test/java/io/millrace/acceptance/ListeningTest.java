package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.DemoRun.Exposed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing listens beyond this machine, but for what docs/operate.md lists. */
@Order(130)
@ExtendWith(SharedCluster.class)
class ListeningTest {

  private static final Pattern LISTED = Pattern.compile("\\| `([\\w.]+)` \\| (\\d+|any) \\|.*");

  private final TestCluster cluster;

  ListeningTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void everySocketOfDaemonsAndJobsIsOnLoopbackOrListed() throws IOException {
    // given daemons, the streaming application and Hive's Tez session now, and the demo's jobs
    List<Sockets.Listening> now = Sockets.of(cluster.processes().all());
    assertThat(now).extracting(Sockets.Listening::port).contains(19_870, 20_000, 19_092);
    Set<Exposed> exposed =
        Stream.concat(
                cluster.demo().exposed().stream(),
                now.stream()
                    .filter(socket -> !socket.onLoopback())
                    .map(socket -> new Exposed(socket.process().program(), socket.port())))
            .collect(Collectors.toSet());

    // when
    List<Listed> listed = listed();
    TreeSet<String> unlisted = new TreeSet<>();
    exposed.stream()
        .filter(socket -> listed.stream().noneMatch(entry -> entry.covers(socket)))
        .forEach(socket -> unlisted.add(socket.toString()));

    // then
    assertThat(unlisted).isEmpty();
    assertThat(listed)
        .as("what is listed is there")
        .allMatch(entry -> exposed.stream().anyMatch(entry::covers));
  }

  /** A line of the list; a port of 0 is any. */
  private record Listed(String program, int port) {

    boolean covers(Exposed socket) {
      return program.equals(socket.program()) && (port == 0 || port == socket.port());
    }
  }

  private List<Listed> listed() throws IOException {
    List<Listed> found = new ArrayList<>();
    for (String line : Files.readAllLines(Checkout.root().resolve("docs/operate.md"))) {
      Matcher matcher = LISTED.matcher(line);
      if (matcher.matches()) {
        boolean any = matcher.group(2).equals("any");
        int port = any ? 0 : cluster.millrace().port(Integer.parseInt(matcher.group(2)));
        found.add(new Listed(matcher.group(1), port));
      }
    }
    return found;
  }
}
