package io.millrace.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps the position of a replay in a file, so that the next one can go on. The file is replaced as
 * a whole each time: whatever ends the process, the old or the new position is there. Beside it
 * lies an empty file {@code .lock}, by which only one replay at a time has it; the system frees
 * that when a process ends, however it does.
 */
final class PositionFile implements AutoCloseable {
  private final Path file;
  private final FileChannel lockChannel;

  private PositionFile(Path file, FileChannel lockChannel) {
    this.file = file;
    this.lockChannel = lockChannel;
  }

  /**
   * Takes that file for this replay; it need not exist.
   *
   * @throws PositionInUseException when another replay has it
   * @throws UnusablePositionException when there can be no such file
   */
  static PositionFile open(Path path) {
    Path file = path.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new UnusablePositionException(path + " is a folder and no position file.", null);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file.resolveSibling(file.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new PositionInUseException(path, null);
      }
      return new PositionFile(file, channel);
    } catch (OverlappingFileLockException e) {
      throw new PositionInUseException(path, e);
    } catch (IOException e) {
      throw new UnusablePositionException(
          "The position file " + path + " cannot be used: " + e + ".", e);
    }
  }

  /**
   * The position of an earlier replay of the same, or the begin.
   *
   * @throws UnusablePositionException when the file holds no position or one of another replay
   */
  Position read(Position begin) {
    if (Files.notExists(file)) {
      return begin;
    }
    Position earlier;
    try {
      earlier = Position.parse(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UnusablePositionException(file + " holds no position of a replay.", e);
    } catch (IOException e) {
      throw new UnusablePositionException(
          "The position file " + file + " cannot be read: " + e + ".", e);
    }
    List<String> differences = earlier.differences(begin);
    if (!differences.isEmpty()) {
      throw new UnusablePositionException(
          "The position file "
              + file
              + " is of another replay: "
              + String.join(", ", differences)
              + ". Give the same command again, or name another position file.",
          null);
    }
    return earlier;
  }

  /**
   * Puts that position in place of the last.
   *
   * @throws IOException when it could not; then the last one is there still
   */
  void write(Position position) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap((position.toJson() + "\n").getBytes(UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }
}
