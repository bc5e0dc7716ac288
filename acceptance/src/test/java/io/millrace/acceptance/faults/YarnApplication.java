package io.millrace.acceptance.faults;

import io.millrace.acceptance.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The streaming application as users start it; how far it is, the reader tells. */
final class YarnApplication implements Landing {

  /** Its processes. */
  enum Part {
    DRIVER("org.apache.spark.deploy.yarn.ApplicationMaster"),
    EXECUTOR("org.apache.spark.executor.YarnCoarseGrainedExecutorBackend");

    private final String program;

    Part(String program) {
      this.program = program;
    }
  }

  private final FaultCluster cluster;
  private final TableReader reader;
  private final Set<Long> drivers = new HashSet<>();
  private long rowsBefore;

  YarnApplication(FaultCluster cluster, TableReader reader) {
    this.cluster = cluster;
    this.reader = reader;
  }

  @Override
  public void start() throws InterruptedException {
    rowsBefore = reader.count();
    reader.start();
    // 5: it runs already
    Outcome start = cluster.millrace().run("stream", "start");
    if (start.exitCode() != 0 && start.exitCode() != 5) {
      throw new IllegalStateException(start.toString());
    }
  }

  /** The process numbers of a part that lives. */
  synchronized List<Long> pids(Part part) {
    String home = cluster.millrace().home().toString();
    List<Long> pids =
        ProcessHandle.allProcesses()
            .filter(p -> p.info().command().map(c -> c.endsWith("/java")).orElse(false))
            .filter(p -> commandLine(p.pid()).contains(part.program))
            .filter(p -> commandLine(p.pid()).contains(home))
            .map(ProcessHandle::pid)
            .toList();
    if (part == Part.DRIVER) {
      drivers.addAll(pids);
    }
    return pids;
  }

  @Override
  public boolean awaitPublished(Inventory.Mark mark, Duration atMost) throws InterruptedException {
    return reader.awaitRows(rowsBefore + mark.valid(), atMost);
  }

  @Override
  public String position() {
    return reader.rows() + " rows seen";
  }

  @Override
  public synchronized int deaths() {
    pids(Part.DRIVER);
    return drivers.size() - 1;
  }

  @Override
  public void close() {
    cluster.millrace().run("stream", "stop");
  }

  private static String commandLine(long pid) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      // it has ended meanwhile
      return "";
    }
  }
}
