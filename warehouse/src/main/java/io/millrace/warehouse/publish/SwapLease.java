package io.millrace.warehouse.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one run at a time look at what a table's partitions were made from and swap them: a file
 * {@code <root>/ops/leases/<table>} that is put there without overwriting and holds the generation
 * and until when the lease is good. Nothing is computed under it, so that it is held for seconds.
 *
 * <p>Who dies with it keeps others waiting until it runs out. It is no fence: who is stopped right
 * after {@link #require} and wakes after the term swaps all the same, and leaves whole partitions.
 */
final class SwapLease implements AutoCloseable {

  /** Waits, may be interrupted, and may keep what else is held meanwhile. */
  interface Pause {
    void sleep(long millis) throws InterruptedException, IOException, PublishException;
  }

  static final Duration TERM = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(SwapLease.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final String BETWEEN = "\t";

  /** What a lease file says. */
  private record Holder(String generation, Instant until) {}

  private final FileSystem files;
  private final Path file;
  private final Generation generation;
  private final Clock clock;
  private Instant until = Instant.MIN;

  private SwapLease(FileSystem files, Path file, Generation generation, Clock clock) {
    this.files = files;
    this.file = file;
    this.generation = generation;
    this.clock = clock;
  }

  /**
   * Takes the lease of a table, at once if it is free, has run out, or is this generation's own (of
   * a run that died and is repeated), else as soon as it is.
   *
   * @throws PublishException if the wait is interrupted
   */
  static SwapLease take(
      FileSystem files,
      String root,
      TableName table,
      Generation generation,
      Clock clock,
      Pause pause)
      throws IOException, PublishException {
    Path file = files.makeQualified(new Path(root + "/ops/leases/" + table));
    SwapLease lease = new SwapLease(files, file, generation, clock);
    while (!lease.write(Options.Rename.NONE)) {
      Optional<Holder> holder = lease.holder();
      if (holder.map(lease::mayBeReplaced).orElse(false)) {
        LOG.warn("{} was left by {}, it is taken over", file, holder.get());
        files.delete(file, false);
      } else if (holder.isPresent()) {
        LOG.info("{} is held by {}, waiting", file, holder.get());
        sleep(pause, table);
      }
    }
    return lease;
  }

  /** Prolongs the lease once half of its term is over. */
  void renew() throws IOException, PublishException {
    if (clock.instant().isAfter(until.minus(TERM.dividedBy(2)))) {
      require();
      write(Options.Rename.OVERWRITE);
    }
  }

  /**
   * To be called right before the swap.
   *
   * @throws PublishException if the lease has run out or somebody else has it
   */
  void require() throws IOException, PublishException {
    if (clock.instant().isAfter(until) || !isMine()) {
      throw new PublishException(
          "Another run publishes to the same table: %s is not generation %s's any more. What was not swapped in yet stays as it was; run it again."
              .formatted(file, generation.name()));
    }
  }

  @Override
  public void close() {
    try {
      if (isMine()) {
        files.delete(file, false);
      }
    } catch (IOException e) {
      LOG.warn("{} stays until {}: {}", file, until, e.toString());
    }
  }

  private boolean isMine() throws IOException {
    return holder().map(h -> h.generation().equals(generation.name())).orElse(false);
  }

  private boolean mayBeReplaced(Holder holder) {
    return holder.generation().equals(generation.name()) || clock.instant().isAfter(holder.until());
  }

  /** Whether it was written, whole; not if one is there and must not be overwritten. */
  private boolean write(Options.Rename rename) throws IOException {
    Instant end = clock.instant().plus(TERM);
    Path aside = new Path(file.getParent(), "." + file.getName() + "-" + generation.name());
    try (FSDataOutputStream out = files.create(aside, true)) {
      out.write((generation.name() + BETWEEN + end).getBytes(UTF_8));
    }
    try {
      FileContext.getFileContext(files.getUri(), files.getConf()).rename(aside, file, rename);
    } catch (FileAlreadyExistsException e) {
      files.delete(aside, false);
      return false;
    }
    until = end;
    return true;
  }

  /** Who has it; empty when nobody has any more. */
  private Optional<Holder> holder() throws IOException {
    try (InputStream in = files.open(file)) {
      String[] parts = new String(in.readAllBytes(), UTF_8).split(BETWEEN, 2);
      return Optional.of(new Holder(parts[0], Instant.parse(parts[1])));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void sleep(Pause pause, TableName table) throws IOException, PublishException {
    try {
      pause.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException(
          "Waiting for another run that publishes to %s was interrupted.".formatted(table), e);
    }
  }
}
