package io.millrace.ingest.collect;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the threads that judge records. */
final class WorkerThreads implements ThreadFactory {
  private final AtomicInteger made = new AtomicInteger();

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "collect-" + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
