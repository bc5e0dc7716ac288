package io.millrace.model.streaming;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What an application asks of YARN. Sizes are in bytes.
 *
 * @param queue where it runs
 * @param attempts failures within the window after which YARN gives up
 * @param attemptsWithin the window
 * @param driverMemory the driver's heap
 * @param driverOverhead what the driver's container has besides
 * @param executors how many
 * @param executorCores tasks that an executor runs at once
 * @param executorMemory an executor's heap
 * @param executorOverhead what an executor's container has besides; RocksDB keeps its memory there
 */
public record YarnSettings(
    String queue,
    int attempts,
    Duration attemptsWithin,
    long driverMemory,
    long driverOverhead,
    int executors,
    int executorCores,
    long executorMemory,
    long executorOverhead) {

  private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  static YarnSettings read(SettingsReader reader) {
    return new YarnSettings(
        reader.text("yarn.queue", "streaming", QUEUE, "The queue that the application runs in"),
        (int)
            reader.count(
                "yarn.attempts",
                "10",
                1,
                10,
                "Failures within the window after which YARN gives the application up"),
        reader.duration(
            "yarn.attempts_within",
            "PT1H",
            Duration.ofMinutes(1),
            Duration.ofDays(7),
            "That window"),
        heap(reader, "yarn.driver_memory", "896MiB", "The driver's heap"),
        overhead(reader, "yarn.driver_overhead", "384MiB", "The driver's memory beside its heap"),
        (int) reader.count("yarn.executors", "1", 1, 1000, "How many executors"),
        (int)
            reader.count(
                "yarn.executor_cores", "3", 1, 64, "How many tasks an executor runs at once"),
        heap(reader, "yarn.executor_memory", "1GiB", "An executor's heap"),
        overhead(
            reader,
            "yarn.executor_overhead",
            "768MiB",
            "An executor's memory beside its heap, where RocksDB keeps the live views' state"));
  }

  private static long heap(SettingsReader reader, String path, String standard, String meaning) {
    return reader.bytes(path, standard, "512MiB", "256GiB", meaning);
  }

  private static long overhead(
      SettingsReader reader, String path, String standard, String meaning) {
    return reader.bytes(path, standard, "256MiB", "64GiB", meaning);
  }

  /** The memory that one application takes of its queue, in bytes. */
  public long memory() {
    return driverMemory + driverOverhead + executors * (executorMemory + executorOverhead);
  }
}
