package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;

/**
 * Passes records on and writes those that carry a label to a CSV file: {@code id,event_time,label},
 * in sending order, each once. After a failure the file may name records that were handed over and
 * have not arrived.
 */
public final class LabelsOutput implements RecordOutput {
  private final RecordOutput output;
  private final BufferedWriter labels;
  private final int id;
  private final int eventTime;
  private OutputFailedException failure;

  /**
   * @param file is made
   * @throws java.nio.file.FileAlreadyExistsException when there is one of that name
   * @throws IOException when it cannot be made
   */
  public LabelsOutput(RecordOutput output, Path file, Feed feed) throws IOException {
    this.output = output;
    this.id = feed.indexOf(feed.idField());
    this.eventTime = feed.indexOf(feed.eventTimeField());
    this.labels =
        Files.newBufferedWriter(
            file, UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    labels.write("id,event_time,label\n");
  }

  @Override
  public int mostInFlight() {
    return output.mostInFlight();
  }

  @Override
  public Handed send(Generated record) throws OutputFailedException {
    Handed handed = output.send(record);
    boolean first = record.kind() == Kind.NEW || record.kind() == Kind.LATE;
    if (first && record.label() != null && failure == null) {
      try {
        labels.write(line(record));
      } catch (IOException e) {
        failure = failed(e);
      }
    }
    return handed;
  }

  private String line(Generated record) {
    long micros = (Long) record.row()[eventTime];
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    return record.row()[id] + "," + time + "," + record.label() + "\n";
  }

  @Override
  public Collection<Handed> settle() {
    try {
      labels.flush();
    } catch (IOException e) {
      failure = failed(e);
    }
    return output.settle();
  }

  @Override
  public OutputFailedException failure() {
    return output.failure() != null ? output.failure() : failure;
  }

  @Override
  public void close() {
    try {
      labels.close();
    } catch (IOException e) {
      failure = failed(e);
    }
    output.close();
  }

  private static OutputFailedException failed(IOException cause) {
    return new OutputFailedException("Writing the labels failed: " + cause.getMessage(), cause);
  }
}
