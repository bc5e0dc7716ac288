package io.millrace.cli.run;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.ingest.publish.RunLog;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a run goes: the brokers that get its records, and where its end is recorded. */
public final class RunTarget implements AutoCloseable {

  private final String brokers;
  private final RunLog runLog;
  private final Optional<Hdfs> hdfs;

  private RunTarget(String brokers, RunLog runLog, Optional<Hdfs> hdfs) {
    this.brokers = brokers;
    this.runLog = runLog;
    this.hdfs = hdfs;
  }

  /** The end is recorded in HDFS, which closes with this. */
  public static RunTarget recordedIn(Hdfs hdfs, String brokers) {
    return new RunTarget(brokers, new HdfsRunLog(hdfs), Optional.of(hdfs));
  }

  /** The end is recorded in a local file. */
  public static RunTarget recordedIn(Path file, String brokers) {
    return new RunTarget(brokers, new FileRunLog(file), Optional.empty());
  }

  /** The end is recorded nowhere, so that nobody will know that the run is complete. */
  public static RunTarget notRecorded(String brokers) {
    return new RunTarget(brokers, run -> {}, Optional.empty());
  }

  /** {@code host:port}, comma-separated. */
  public String brokers() {
    return brokers;
  }

  public RunLog runLog() {
    return runLog;
  }

  /** The HDFS in which the end is recorded, where it is. */
  public Optional<Hdfs> hdfs() {
    return hdfs;
  }

  /** The runs that brought the same content, this one left out; none where HDFS has no record. */
  public List<RunRecord> earlierOf(RunRecord run) throws IOException {
    return hdfs.isPresent() ? new HdfsRunLog(hdfs.get()).earlierOf(run) : List.of();
  }

  @Override
  public void close() throws IOException {
    if (hdfs.isPresent()) {
      hdfs.get().close();
    }
  }
}
