package io.millrace.ingest.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Clients that send batches until they are told to stop, and remember what was acknowledged. */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int BATCH = 20;

  private final Set<String> acknowledged;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param run begins the ids of all its records
   * @param acknowledged gets the ids of those that a collector said it keeps; safe for several
   *     threads
   */
  Load(int port, String run, Set<String> acknowledged) {
    this.acknowledged = acknowledged;
    for (int c = 0; c < CLIENTS; c++) {
      String prefix = run + "-" + c + "-";
      Thread thread = new Thread(() -> send(new Client(port), prefix));
      threads.add(thread);
      thread.start();
    }
  }

  private void send(Client client, String prefix) {
    for (int batch = 0; !stopped; batch++) {
      List<String> ids = new ArrayList<>();
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < BATCH; i++) {
        ids.add(prefix + batch + "-" + i);
        body.append("{\"id\":\"").append(ids.get(i)).append("\",\"visitor\":\"v\"}\n");
      }
      try {
        int status = client.post("visits", Client.LINES, body.toString()).status();
        if (status == 202 || status == 200) {
          acknowledged.addAll(ids);
        }
      } catch (IOException e) {
        // Nobody is there: a client would send later.
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      // Load enough that there is always a request under way, and little enough to read it all.
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Whether all clients are still at it. */
  boolean isSending() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
