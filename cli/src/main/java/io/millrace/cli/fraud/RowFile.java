package io.millrace.cli.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * JSON objects on their way into a file: they are written aside, and the file appears, or is
 * replaced, when all of them are there. Closing before that leaves what was there before.
 */
final class RowFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final OutputStream out;
  private final RowForm form;
  private final Optional<Path> file;
  private final Optional<Path> aside;
  private long rows;

  private RowFile(OutputStream out, RowForm form, Optional<Path> file, Optional<Path> aside)
      throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.form = form;
    this.file = file;
    this.aside = aside;
    this.out.write(form.begin().getBytes(UTF_8));
  }

  /**
   * For that file.
   *
   * @param option that names it, for messages
   * @throws CommandFailure when it cannot be a file
   */
  static RowFile aside(Path file, RowForm form, String option) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s is %s; legal: a file in a folder that exists.".formatted(option, file));
    }
    // not createTempFile, whose files only their owner may read
    Path aside = folder.resolve(".%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
    OutputStream out = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW);
    aside.toFile().deleteOnExit();
    return new RowFile(out, form, Optional.of(file), Optional.of(aside));
  }

  /** Into a stream that is no file, such as standard output; not closed. */
  static RowFile into(OutputStream stream, RowForm form) throws IOException {
    return new RowFile(stream, form, Optional.empty(), Optional.empty());
  }

  void add(byte[] json) throws IOException {
    if (rows > 0) {
      out.write(form.between().getBytes(UTF_8));
    }
    out.write(json);
    rows++;
  }

  long rows() {
    return rows;
  }

  /** Writes the end; a file appears under its name. */
  void publish() throws IOException {
    out.write(form.end(rows).getBytes(UTF_8));
    out.flush();
    if (file.isPresent()) {
      out.close();
      Files.move(
          aside.orElseThrow(),
          file.orElseThrow(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    if (aside.isPresent()) {
      out.close();
      Files.deleteIfExists(aside.orElseThrow());
    }
  }
}
