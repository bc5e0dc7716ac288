package io.millrace.warehouse.audit;

import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LoggedBatch.LoggedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the files in HDFS against those of the commit log. */
final class FileCheck {

  private FileCheck() {}

  static List<Finding> of(FeedFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Map<String, StoredFile> stored = new HashMap<>();
    facts.files().forEach(file -> stored.put(file.path(), file));
    // what was replaced or dropped stays for a while, for queries that began with it, and then goes
    Set<String> replaced = new HashSet<>();
    facts.published().forEach(entry -> replaced.addAll(entry.replaced()));
    Set<String> logged = new HashSet<>(replaced);
    for (LoggedBatch batch : facts.published()) {
      for (LoggedFile file : batch.files()) {
        if (logged.add(file.path())
            && facts.compares(file.dt())
            && !file.isDropped(facts.droppedAtMost().kept())) {
          missingOrWrong(facts, batch, file, stored.get(file.path()), findings);
        }
      }
    }
    for (StoredFile file : facts.files()) {
      if (!logged.contains(file.path()) && !facts.underWay().contains(file.path())) {
        findings.add(
            Finding.ofFile(
                Kind.UNEXPECTED_FILE,
                facts.feed(),
                file.path(),
                "Hive reads this file (%d bytes), but no batch wrote it".formatted(file.bytes())));
      }
    }
    return findings;
  }

  private static void missingOrWrong(
      FeedFacts facts,
      LoggedBatch batch,
      LoggedFile file,
      StoredFile stored,
      List<Finding> findings) {
    if (stored == null) {
      String ranges =
          batch.ranges().stream().map(LoggedBatch.Range::text).collect(Collectors.joining(", "));
      findings.add(
          Finding.ofFile(
                  Kind.MISSING_FILE,
                  facts.feed(),
                  file.path(),
                  "batch %d wrote this file with %d rows out of %s, but it is not there"
                      .formatted(batch.seq(), file.rows(), ranges))
              .counted(file.rows(), 0));
    } else if (stored.bytes() != file.bytes()) {
      findings.add(
          Finding.ofFile(
                  Kind.WRONG_LENGTH,
                  facts.feed(),
                  file.path(),
                  "batch %d wrote %d bytes, but it has %d"
                      .formatted(batch.seq(), file.bytes(), stored.bytes()))
              .counted(file.bytes(), stored.bytes()));
    }
  }
}
