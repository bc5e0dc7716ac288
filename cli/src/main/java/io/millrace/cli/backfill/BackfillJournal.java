package io.millrace.cli.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * What backfills have done, in HDFS: {@code ops/backfills/<id>/} has the plan, the workflow of each
 * attempt at a run, a mark for each run that succeeded, and one when all have. Every file is
 * written once and never over another, so that two processes agree on who was first.
 */
final class BackfillJournal {

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final String PLAN = "plan.json";
  private static final String FINISHED = "finished";

  private final Hdfs hdfs;
  private final String folder;

  BackfillJournal(Hdfs hdfs) {
    this.hdfs = hdfs;
    this.folder = hdfs.root() + "/ops/backfills";
  }

  /**
   * A backfill.
   *
   * @param id its folder's name
   */
  record Entry(String id, BackfillPlan plan) {}

  /** The backfill that was begun for that request and has not finished. */
  Optional<Entry> unfinished(BackfillRequest request) throws IOException {
    for (StoredFile backfill : hdfs.list(folder)) {
      String id = backfill.name();
      Optional<String> plan = hdfs.read(file(id, PLAN));
      if (plan.isPresent() && !hdfs.exists(file(id, FINISHED))) {
        BackfillPlan parsed = JSON.readValue(plan.get(), BackfillPlan.class);
        if (parsed.isFor(request)) {
          return Optional.of(new Entry(id, parsed));
        }
      }
    }
    return Optional.empty();
  }

  /** Remembers a new backfill. */
  Entry begin(BackfillPlan plan) throws IOException {
    String name = "%s_%s_%s".formatted(plan.workflow(), plan.from(), plan.to());
    for (int number = 1; ; number++) {
      String id = String.format(Locale.ROOT, "%s-%03d", name, number);
      if (create(id, PLAN, text(plan))) {
        return new Entry(id, plan);
      }
    }
  }

  /** How many attempts a run has had. */
  int attempts(String id, int run) throws IOException {
    int attempts = 0;
    while (hdfs.exists(file(id, attempt(run, attempts + 1)))) {
      attempts++;
    }
    return attempts;
  }

  /** The workflow of an attempt at a run; both count from 1. */
  String workflow(String id, int run, int attempt) throws IOException {
    String path = file(id, attempt(run, attempt));
    return hdfs.read(path).orElseThrow(() -> new IOException(path + " is gone")).strip();
  }

  /**
   * Remembers which workflow makes an attempt.
   *
   * @return false if another process makes it
   */
  boolean attempt(String id, int run, int attempt, String workflow) throws IOException {
    return create(id, attempt(run, attempt), workflow + "\n");
  }

  boolean isDone(String id, int run) throws IOException {
    return hdfs.exists(file(id, done(run)));
  }

  /** Remembers that a run succeeded; again changes nothing. */
  void done(String id, int run, String workflow) throws IOException {
    create(id, done(run), workflow + "\n");
  }

  /** Remembers that all have; again changes nothing. */
  void finish(String id) throws IOException {
    create(id, FINISHED, "");
  }

  /** The numbers of a plan's runs that have not succeeded, in order. */
  List<Integer> open(Entry entry) throws IOException {
    List<Integer> open = new java.util.ArrayList<>();
    for (int run = 1; run <= entry.plan().runs().size(); run++) {
      if (!isDone(entry.id(), run)) {
        open.add(run);
      }
    }
    return open;
  }

  private boolean create(String id, String name, String text) throws IOException {
    try {
      hdfs.create(file(id, name), text);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private String file(String id, String name) {
    return folder + "/" + id + "/" + name;
  }

  private static String attempt(int run, int attempt) {
    return String.format(Locale.ROOT, "run-%04d.attempt-%d", run, attempt);
  }

  private static String done(int run) {
    return String.format(Locale.ROOT, "run-%04d.done", run);
  }

  private static String text(BackfillPlan plan) {
    try {
      return JSON.writeValueAsString(plan) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan holds only text.", e);
    }
  }
}
