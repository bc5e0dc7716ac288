package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LoggedBatch.LoggedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the files in HDFS against those of the commit log, entry by entry. Of what it has read it
 * keeps no more than what is missing until now.
 */
final class FileCheck {

  private final String feed;
  private final KeptFrom kept;
  private final AuditedDays days;
  private final Map<String, StoredFile> stored = new HashMap<>();
  private final Map<String, StoredFile> unexpected = new LinkedHashMap<>();
  private final Map<String, Finding> wrong = new LinkedHashMap<>();

  /**
   * @param kept from which days on the feed may be kept
   * @param days whose files are compared
   * @param files what lies in the feed's folders of those days
   * @param underWay paths of files of which it says nothing whether they are there
   */
  FileCheck(
      String feed, KeptFrom kept, AuditedDays days, List<StoredFile> files, Set<String> underWay) {
    this.feed = feed;
    this.kept = kept;
    this.days = days;
    for (StoredFile file : files) {
      stored.put(file.path(), file);
      if (!underWay.contains(file.path())) {
        unexpected.put(file.path(), file);
      }
    }
  }

  /** Looks at the next entry of the log. */
  void add(LoggedBatch entry) {
    // what was replaced or dropped stays for a while, for queries that began with it, and then goes
    for (String path : entry.replaced()) {
      unexpected.remove(path);
      wrong.remove(path);
    }
    for (LoggedFile file : entry.files()) {
      unexpected.remove(file.path());
      if (days.has(file.dt()) && !file.isDropped(kept)) {
        missingOrWrong(entry, file, stored.get(file.path()));
      }
    }
  }

  /** Everything that speaks against the files, once the whole log was looked at. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(wrong.values());
    for (StoredFile file : unexpected.values()) {
      findings.add(
          Finding.ofFile(
              Kind.UNEXPECTED_FILE,
              feed,
              file.path(),
              "Hive reads this file (%d bytes), but no batch wrote it".formatted(file.bytes())));
    }
    return findings;
  }

  private void missingOrWrong(LoggedBatch entry, LoggedFile file, StoredFile there) {
    if (there == null) {
      String ranges =
          entry.ranges().stream().map(LoggedBatch.Range::text).collect(Collectors.joining(", "));
      wrong.putIfAbsent(
          file.path(),
          Finding.ofFile(
                  Kind.MISSING_FILE,
                  feed,
                  file.path(),
                  "batch %d wrote this file with %d rows out of %s, but it is not there"
                      .formatted(entry.seq(), file.rows(), ranges))
              .counted(file.rows(), 0));
    } else if (there.bytes() != file.bytes()) {
      wrong.putIfAbsent(
          file.path(),
          Finding.ofFile(
                  Kind.WRONG_LENGTH,
                  feed,
                  file.path(),
                  "batch %d wrote %d bytes, but it has %d"
                      .formatted(entry.seq(), file.bytes(), there.bytes()))
              .counted(file.bytes(), there.bytes()));
    }
  }
}
