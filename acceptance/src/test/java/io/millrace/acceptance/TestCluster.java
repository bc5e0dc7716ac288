package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The cluster that all tests share, in a state folder of its own that was empty when the demo
 * began. It is stopped when the tests end, whichever way.
 */
public final class TestCluster implements CloseableResource {

  private static final int PORT_OFFSET = 10_000;

  private final Millrace millrace;
  private final DownAtEnd end;
  private DemoRun demo;

  private TestCluster() {
    this.millrace = new Millrace(Checkout.target().resolve("millrace"), PORT_OFFSET);
    this.end = DownAtEnd.by(millrace, this::stop);
  }

  /** An empty state folder, and the demo run in it. */
  static TestCluster afterDemo() {
    TestCluster cluster = new TestCluster();
    cluster.millrace.run("down").requireSuccess();
    delete(cluster.millrace.home());
    cluster.demo = DemoRun.watched(cluster);
    return cluster;
  }

  public Millrace millrace() {
    return millrace;
  }

  /** How the first demo went, and what was seen meanwhile. */
  DemoRun demo() {
    return demo;
  }

  Yarn yarn() {
    return new Yarn(millrace.port(8088));
  }

  Oozie oozie() {
    return new Oozie(millrace.port(11000));
  }

  WebHdfs hdfs() {
    return new WebHdfs(millrace.port(9870));
  }

  Hive hive() {
    return new Hive(millrace.port(10000));
  }

  Topic topic(String name) {
    return new Topic("127.0.0.1:" + millrace.port(9092), name);
  }

  Processes processes() {
    return new Processes(millrace.home());
  }

  @Override
  public void close() {
    end.close();
  }

  private void stop() {
    Outcome down = millrace.downForGood();
    List<Processes.Running> left = processes().all();
    // by their numbers, and only those that name this folder
    left.forEach(
        process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    if (down.exitCode() != 0 || !left.isEmpty()) {
      throw new AssertionError("Ended the hard way: " + left + "\n" + down);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
