package io.millrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.publish.RunLog;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The records of runs in a local file, one JSON object a line, in the order in which they ended.
 * Several processes may write to one file.
 */
final class FileRunLog implements RunLog {

  private final Path file;

  FileRunLog(Path file) {
    this.file = file;
  }

  @Override
  public void write(RunRecord run) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      if (Files.readString(file).contains("\"" + run.runId() + "\"")) {
        return;
      }
      long end = channel.size();
      try {
        ByteBuffer line = ByteBuffer.wrap((run.toJson() + "\n").getBytes(UTF_8));
        channel.position(end);
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
  }
}
