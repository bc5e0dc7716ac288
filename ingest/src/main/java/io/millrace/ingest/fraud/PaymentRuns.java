package io.millrace.ingest.fraud;

import io.millrace.model.fraud.second.EvaluatedPayment;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts evaluated payments by event time, however many there are: so many in memory, more in files
 * of sorted runs, which are merged. Closing deletes these.
 */
final class PaymentRuns implements AutoCloseable {

  /** About 60 MB. */
  static final int MOST_IN_MEMORY = 200_000;

  private static final Comparator<EvaluatedPayment<EvaluatedLine>> BY_TIME =
      Comparator.comparingLong(EvaluatedPayment::micros);

  private final Path scratch;
  private final int mostInMemory;
  private final List<EvaluatedPayment<EvaluatedLine>> inMemory = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  /**
   * @param scratch the folder in which a folder for runs is made, if there are any
   * @param mostInMemory how many payments are a run
   */
  PaymentRuns(Path scratch, int mostInMemory) {
    this.scratch = scratch;
    this.mostInMemory = mostInMemory;
  }

  /** Told each payment, in order. */
  interface Taker {
    void take(EvaluatedPayment<EvaluatedLine> payment) throws IOException;
  }

  void add(EvaluatedPayment<EvaluatedLine> payment) throws IOException {
    if (inMemory.size() == mostInMemory) {
      spill();
    }
    inMemory.add(payment);
  }

  /** All that were added, by event time; at the same time in any order. */
  void inOrder(Taker taker) throws IOException {
    inMemory.sort(BY_TIME);
    List<Run> open = new ArrayList<>();
    try {
      open.add(new MemoryRun(inMemory.iterator()));
      for (Path file : runs) {
        open.add(new FileRun(file));
      }
      merge(open, taker);
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  private static void merge(List<Run> all, Taker taker) throws IOException {
    PriorityQueue<Run> left =
        new PriorityQueue<>(Comparator.comparing((Run run) -> run.next, BY_TIME));
    all.stream().filter(run -> run.next != null).forEach(left::add);
    while (!left.isEmpty()) {
      Run first = left.remove();
      taker.take(first.next);
      first.advance();
      if (first.next != null) {
        left.add(first);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : runs) {
      Files.deleteIfExists(file);
    }
    if (!runs.isEmpty()) {
      Files.deleteIfExists(runs.get(0).getParent());
    }
  }

  private void spill() throws IOException {
    inMemory.sort(BY_TIME);
    Path folder =
        runs.isEmpty()
            ? Files.createTempDirectory(Files.createDirectories(scratch), "second-stage-")
            : runs.get(0).getParent();
    Path file = folder.resolve(Integer.toString(runs.size()));
    if (runs.isEmpty()) {
      folder.toFile().deleteOnExit(); // of an interrupted command, behind its files
    }
    file.toFile().deleteOnExit();
    runs.add(file);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (EvaluatedPayment<EvaluatedLine> payment : inMemory) {
        byte[] bytes = EvaluatedLine.write(payment);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
    inMemory.clear();
  }

  /** Payments by event time, of which the next is known; null behind the last. */
  private abstract static class Run {
    EvaluatedPayment<EvaluatedLine> next;

    abstract void advance() throws IOException;

    void close() throws IOException {
      // most have nothing to close
    }
  }

  private static final class MemoryRun extends Run {
    private final Iterator<EvaluatedPayment<EvaluatedLine>> payments;

    MemoryRun(Iterator<EvaluatedPayment<EvaluatedLine>> payments) {
      this.payments = payments;
      advance();
    }

    @Override
    void advance() {
      next = payments.hasNext() ? payments.next() : null;
    }
  }

  private static final class FileRun extends Run {
    private final DataInputStream in;
    private long left;

    FileRun(Path file) throws IOException {
      left = Files.size(file);
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      advance();
    }

    @Override
    void advance() throws IOException {
      if (left == 0) {
        next = null;
        return;
      }
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      left -= Integer.BYTES + bytes.length;
      next = EvaluatedLine.read(bytes);
    }

    @Override
    void close() throws IOException {
      in.close();
    }
  }
}
