package io.millrace.cli.stream;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.LandingPaths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A feed's commit log, as landing writes it. */
public final class CommitLog {

  private static final String ENTRY = ".json";

  private final Hdfs hdfs;
  private final LandingPaths paths;

  public CommitLog(Hdfs hdfs, String feed) {
    this.hdfs = hdfs;
    this.paths = new LandingPaths(hdfs.root(), feed);
  }

  public LandingPaths paths() {
    return paths;
  }

  /** The newest record; it carries the feed's whole position. */
  public Optional<CommitRecord> last() throws IOException {
    List<StoredFile> entries = entries();
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(record(entries.get(entries.size() - 1)));
  }

  /** The files of all entries, by sequence number. */
  public List<StoredFile> entries() throws IOException {
    return hdfs.list(paths.log()).stream()
        .filter(file -> file.name().endsWith(ENTRY) && !file.name().startsWith("."))
        .toList();
  }

  /** The record in an entry's file. */
  public CommitRecord record(StoredFile entry) throws IOException {
    String text =
        hdfs.read(entry.path()).orElseThrow(() -> new IOException(entry.path() + " is gone"));
    return CommitRecordJson.read(entry.path(), text);
  }
}
