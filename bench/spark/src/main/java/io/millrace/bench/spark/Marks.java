package io.millrace.bench.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.sql.streaming.StreamingQueryListener;

/**
 * Notes after each batch that had records how many it had, and how much processor time this process
 * has used so far: its compiler, its collector and all its threads. Spark makes it in whichever
 * application names it as a listener, so all contenders are measured alike.
 */
public final class Marks extends StreamingQueryListener {
  /** The system property that names the file of marks. */
  private static final String FILE = "millrace.bench.marks";

  private final Path file = Path.of(System.getProperty(FILE));
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Override
  public void onQueryStarted(QueryStartedEvent event) {}

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    long records = event.progress().numInputRows();
    if (records == 0) {
      return;
    }
    String line =
        "%d %d %d%n".formatted(records, system.getProcessCpuTime(), System.currentTimeMillis());
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {}
}
