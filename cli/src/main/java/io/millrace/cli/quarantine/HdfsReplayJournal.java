package io.millrace.cli.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.model.json.InstantAsText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * The journal in HDFS. In {@code ops/quarantine_replays/<feed>} lie the numbered entries, appended
 * by a rename that does not overwrite. In {@code ops/quarantine_replayed/feed=<feed>} lies for each
 * batch, under its number, what of it is on the topic, which Hive reads too.
 */
final class HdfsReplayJournal implements ReplayJournal {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new InstantAsText())
          .build();

  private final Hdfs hdfs;
  private final String entries;
  private final String outcomes;

  HdfsReplayJournal(Hdfs hdfs, String feed) {
    this.hdfs = hdfs;
    this.entries = hdfs.root() + "/ops/quarantine_replays/" + feed;
    this.outcomes = hdfs.root() + "/ops/quarantine_replayed/feed=" + feed;
  }

  @Override
  public List<JournalEntry> entries() throws IOException {
    List<JournalEntry> all = new ArrayList<>();
    for (StoredFile file : visible(entries)) {
      all.add(parse(text(file), JournalEntry.class));
    }
    return all;
  }

  @Override
  public boolean append(JournalEntry entry) throws IOException {
    try {
      hdfs.create(file(entries, entry.seq()), text(entry) + "\n");
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public boolean isKnown(long batch) throws IOException {
    return hdfs.exists(file(outcomes, batch));
  }

  @Override
  public void know(long batch, List<Replayed> onTopic) throws IOException {
    try {
      hdfs.create(
          file(outcomes, batch),
          onTopic.stream().map(one -> text(one) + "\n").collect(Collectors.joining()));
    } catch (FileAlreadyExistsException e) {
      // The process that sent it wrote it meanwhile, and knows it better.
    }
  }

  @Override
  public void replayed(Consumer<Replayed> taker) throws IOException {
    for (StoredFile file : visible(outcomes)) {
      for (String line : text(file).lines().toList()) {
        taker.accept(parse(line, Replayed.class));
      }
    }
  }

  @Override
  public void clearBefore(long end) throws IOException {
    for (StoredFile file : visible(entries)) {
      if (file.name().compareTo(name(end)) < 0) {
        hdfs.delete(file.path());
      }
    }
  }

  /** Where Hive reads what was replayed. */
  String outcomes() {
    return outcomes;
  }

  private List<StoredFile> visible(String folder) throws IOException {
    return hdfs.list(folder).stream().filter(file -> !file.name().startsWith(".")).toList();
  }

  private String text(StoredFile file) throws IOException {
    return hdfs.read(file.path()).orElseThrow(() -> new IOException(file.path() + " is gone"));
  }

  private static String file(String folder, long number) {
    return folder + "/" + name(number);
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%012d.json", number);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An entry holds only text, numbers and times.", e);
    }
  }

  private static <T> T parse(String text, Class<T> type) throws IOException {
    return JSON.readValue(text, type);
  }
}
