package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes records as lines. They count as arrived when the operating system has taken them, a block
 * of many at once.
 */
public final class FileOutput implements RecordOutput {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final OutputStream out;
  private final String name;
  private final LineForm.Lines lines;
  private final List<Handed> pending = new ArrayList<>();
  private byte[] block = new byte[BLOCK_BYTES * 2];
  private int filled;
  private OutputFailedException failure;

  private FileOutput(OutputStream out, String name, LineForm.Lines lines) {
    this.out = out;
    this.name = name;
    this.lines = lines;
    put(lines.header());
  }

  /**
   * Into a new file.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one of that name
   * @throws IOException when it cannot be made
   */
  public static FileOutput create(Path file, LineForm form, Feed feed) throws IOException {
    OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new FileOutput(out, file.toString(), form.lines(feed));
  }

  /**
   * Into that stream, which is flushed after each block and closed at the end.
   *
   * @param name for messages
   */
  public static FileOutput to(OutputStream out, String name, LineForm form, Feed feed) {
    return new FileOutput(out, name, form.lines(feed));
  }

  @Override
  public int mostInFlight() {
    return BLOCK_BYTES;
  }

  @Override
  public Handed send(Generated record) throws OutputFailedException {
    // Before the record is taken: one that is thrown for was not.
    if (filled >= BLOCK_BYTES) {
      write();
    }
    Handed handed;
    if (record.kind() == Kind.MALFORMED) {
      LineForm.Broken broken = lines.broken(record.row());
      put(broken.line());
      handed = new Handed(record, broken.reason());
    } else {
      put(lines.line(record.row()));
      handed = new Handed(record, null);
    }
    put(new byte[] {'\n'});
    pending.add(handed);
    return handed;
  }

  private void put(byte[] bytes) {
    if (filled + bytes.length > block.length) {
      block = java.util.Arrays.copyOf(block, 2 * (filled + bytes.length));
    }
    System.arraycopy(bytes, 0, block, filled, bytes.length);
    filled += bytes.length;
  }

  private void write() throws OutputFailedException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write(block, 0, filled);
      out.flush();
    } catch (IOException e) {
      failure = new OutputFailedException("Writing " + name + " failed: " + e.getMessage(), e);
      throw failure;
    }
    filled = 0;
    pending.clear();
  }

  @Override
  public Collection<Handed> settle() {
    if (failure == null) {
      try {
        write();
      } catch (OutputFailedException e) {
        return pending;
      }
    }
    return pending;
  }

  @Override
  public OutputFailedException failure() {
    return failure;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      failure = new OutputFailedException("Closing " + name + " failed: " + e.getMessage(), e);
    }
  }
}
