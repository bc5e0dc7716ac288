package io.millrace.warehouse.publish;

import io.millrace.warehouse.publish.SwapLease.Pause;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;

/**
 * The leases of tables that are swapped together, all of them held until the last is swapped. They
 * are taken in the order of the tables' names, whoever takes them, so that no two runs wait for
 * each other.
 */
final class SwapLeases implements AutoCloseable {

  private final Deque<SwapLease> held = new ArrayDeque<>();

  private SwapLeases() {}

  /**
   * Takes the lease of each table, and keeps those that it has while it waits for the next.
   *
   * @throws PublishException if a wait is interrupted, or one of them was lost meanwhile
   */
  static SwapLeases take(
      FileSystem files,
      String root,
      Collection<TableName> tables,
      Generation generation,
      Clock clock,
      Pause pause)
      throws IOException, PublishException {
    SwapLeases leases = new SwapLeases();
    try {
      for (TableName table : ordered(tables)) {
        leases.held.push(
            SwapLease.take(
                files,
                root,
                table,
                generation,
                clock,
                millis -> {
                  leases.renew();
                  pause.sleep(millis);
                }));
      }
      return leases;
    } catch (IOException | PublishException | RuntimeException e) {
      leases.close();
      throw e;
    }
  }

  private static Collection<TableName> ordered(Collection<TableName> tables) {
    SortedSet<TableName> ordered = new TreeSet<>(Comparator.comparing(TableName::toString));
    ordered.addAll(tables);
    return ordered;
  }

  /** Prolongs each of them once half of its term is over. */
  void renew() throws IOException, PublishException {
    for (SwapLease lease : held) {
      lease.renew();
    }
  }

  /**
   * To be called right before a swap.
   *
   * @throws PublishException if one of them has run out or somebody else has it
   */
  void require() throws IOException, PublishException {
    for (SwapLease lease : held) {
      lease.require();
    }
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      held.pop().close();
    }
  }
}
