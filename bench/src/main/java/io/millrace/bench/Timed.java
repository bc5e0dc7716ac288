package io.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * What a round took.
 *
 * @param records it dealt with
 * @param nanos on the clock
 * @param cpuNanos of all cores together, in this process and in the one beside
 */
public record Timed(long records, long nanos, long cpuNanos) {

  /** A measurement under way. */
  public static final class Watch {
    private final Optional<ProcessHandle> beside;
    private final long cpuBefore;
    private final long before;

    private Watch(Optional<ProcessHandle> beside) {
      this.beside = beside;
      this.cpuBefore = cpu(beside);
      this.before = System.nanoTime();
    }

    /** Ends it. */
    public Timed stop(long records) {
      long nanos = System.nanoTime() - before;
      return new Timed(records, nanos, cpu(beside) - cpuBefore);
    }
  }

  /** Begins a measurement of this process alone. */
  public static Watch start() {
    return new Watch(Optional.empty());
  }

  /** Begins a measurement of this process and another that works for it. */
  public static Watch startWith(ProcessHandle beside) {
    return new Watch(Optional.of(beside));
  }

  private static long cpu(Optional<ProcessHandle> beside) {
    OperatingSystemMXBean here =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Duration there =
        beside.flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    return here.getProcessCpuTime() + there.toNanos();
  }
}
