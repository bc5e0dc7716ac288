package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.yarn.Applications;
import io.millrace.model.streaming.YarnSettings;
import java.io.IOException;

/**
 * What of a queue's memory is there to be had, in MiB. An application for which there is none would
 * wait for ever.
 */
record QueueRoom(String queue, long capacity, long used) {

  private static final long MIB = 1L << 20;

  static QueueRoom of(Applications applications, String queue) throws IOException {
    Applications.QueueMemory memory = applications.memory(queue);
    return new QueueRoom(queue, memory.most(), memory.used());
  }

  /**
   * Refuses what does not fit.
   *
   * @param applications how many are to be started
   * @throws CommandFailure with the sizes and what can be done
   */
  void require(int applications, YarnSettings yarn) {
    long each = yarn.memory() / MIB;
    if (used + applications * each > capacity) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "Queue %s has %d MiB, of which %d are taken; %d applications of %d MiB do not fit. Start fewer feeds, or lower yarn.* in conf/streaming.yaml, or set there: applications: one"
              .formatted(queue, capacity, used, applications, each));
    }
  }
}
