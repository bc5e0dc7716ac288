package io.millrace.streaming.compact;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.model.streaming.CompactionSettings;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.ReplacedHours;
import io.millrace.streaming.compact.RequestFolder.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the many files of closed hours few. New files are written aside; the hours' owner then
 * moves readers to them between two batches, unless the hour has changed meanwhile.
 *
 * <p>For one thread.
 */
public final class Compactor {

  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);
  private static final int LOOKED_UP_AT_ONCE = 200;
  private static final Duration POSTPONED_FOR = Duration.ofHours(1);

  private final HourOwner owner;
  private final HourBacklog backlog;
  private final HourDirectory directory;
  private final HdfsFiles files;
  private final HourMerge merge;
  private final CompactionRule rule;
  private final CompactionSettings settings;
  private final RequestFolder requests;
  private final ReplacedHours replaced;
  private final Clock clock;
  private final Instant settledAt;
  private final Map<TableHour, Instant> postponed = new HashMap<>();
  private boolean begun;

  public Compactor(
      HourOwner owner,
      HourBacklog backlog,
      HourDirectory directory,
      HdfsFiles files,
      HourMerge merge,
      CompactionSettings settings,
      Clock clock) {
    this.owner = owner;
    this.backlog = backlog;
    this.directory = directory;
    this.files = files;
    this.merge = merge;
    this.rule = new CompactionRule(settings);
    this.settings = settings;
    this.requests = new RequestFolder(files, owner.paths());
    this.replaced = new ReplacedHours(files, owner.paths().root());
    this.clock = clock;
    this.settledAt = clock.instant().plus(settings.settle());
  }

  /**
   * Compacts one hour, if there is one that is worth it and this driver has settled. Removes what
   * was replaced longer ago than the grace.
   *
   * @return whether it is worth to look again at once
   */
  public boolean next() {
    if (clock.instant().isBefore(settledAt)) {
      return false;
    }
    if (!begun) {
      requests.left().forEach(this::offer);
      owner.tables().forEach(table -> backlog.add(hours(table, directory.hours(table))));
      begun = true;
    }
    for (String table : owner.tables()) {
      replaced.sweep(
          table,
          hour -> current(table, hour),
          () -> directory.hours(table),
          clock.instant().minus(settings.grace()));
    }
    backlog.add(takePostponed());
    List<TableHour> unfinished = new ArrayList<>();
    int left = backlog.size();
    try {
      while (left > 0) {
        List<TableHour> looked = backlog.take(LOOKED_UP_AT_ONCE);
        left -= LOOKED_UP_AT_ONCE;
        List<HourSize> worth = worthIt(looked);
        for (int i = 0; i < worth.size(); i++) {
          TableHour hour = hour(worth.get(i).current());
          if (!owner.isClosed(hour.table(), hour.hour())) {
            unfinished.add(hour);
          } else if (compact(hour, worth.get(i))) {
            worth
                .subList(i + 1, worth.size())
                .forEach(more -> unfinished.add(hour(more.current())));
            return true;
          }
        }
      }
      return false;
    } finally {
      backlog.add(unfinished);
    }
  }

  private List<TableHour> takePostponed() {
    List<TableHour> due =
        postponed.entrySet().stream()
            .filter(entry -> !clock.instant().isBefore(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(postponed::remove);
    return due;
  }

  private List<HourSize> worthIt(List<TableHour> hours) {
    Map<String, List<EventHour>> byTable = new HashMap<>();
    hours.forEach(
        hour -> byTable.computeIfAbsent(hour.table(), t -> new ArrayList<>()).add(hour.hour()));
    List<HourSize> worth = new ArrayList<>();
    byTable.forEach(
        (table, asked) ->
            directory.sizes(table, asked).values().stream()
                .filter(size -> rule.isWorthIt(size.files(), size.bytes()))
                .forEach(worth::add));
    return worth;
  }

  private boolean compact(TableHour hour, HourSize size) {
    List<StoredInput> inputs = new ArrayList<>();
    files
        .visible(size.current().location())
        .forEach(file -> inputs.add(new StoredInput(file.getPath().toString(), file.getLen())));
    if (inputs.size() != size.files()
        || inputs.stream().mapToLong(StoredInput::bytes).sum() != size.bytes()) {
      LOG.warn(
          "{} has {} files, but landing put {} there: it is left as it is until landing adds to it",
          size.current().location(),
          inputs.size(),
          size.files());
      return false;
    }
    String id = UUID.randomUUID().toString().substring(0, 8);
    HourFiles current = size.current();
    String base = current.location().substring(0, current.location().lastIndexOf('/'));
    StagedCompaction staged;
    try {
      staged =
          merge.run(
              current,
              rule.groups(inputs),
              owner.columns(hour.table()),
              requests.place(id),
              "%s/hour=%s.%s".formatted(base, current.hour(), id));
    } catch (Exception e) {
      requests.remove(id);
      if (merge.isCancelled()) {
        throw e;
      }
      LOG.error("{} stays as it is and is tried again in {}", hour, POSTPONED_FOR, e);
      postponed.put(hour, clock.instant().plus(POSTPONED_FOR));
      return false;
    }
    Request request = new Request(id, staged);
    requests.leave(request);
    return offer(request);
  }

  private boolean offer(Request request) {
    StagedCompaction staged = request.staged();
    boolean done = owner.replace(staged);
    requests.remove(request.id());
    HourFiles before = staged.before();
    if (done) {
      LOG.info(
          "{} dt={} hour={}: {} files became {}, {} rows, merged in {} ms",
          before.table(),
          before.dt(),
          before.hour(),
          staged.replaced().size(),
          staged.files().size(),
          before.rows(),
          staged.stagedIn().toMillis());
    } else {
      backlog.add(List.of(hour(before)));
    }
    return done;
  }

  private Optional<String> current(String table, EventHour hour) {
    return Optional.ofNullable(directory.sizes(table, List.of(hour)).get(hour))
        .map(size -> size.current().location());
  }

  private static List<TableHour> hours(String table, Collection<EventHour> hours) {
    return hours.stream().map(hour -> new TableHour(table, hour)).toList();
  }

  private static TableHour hour(HourFiles files) {
    return new TableHour(files.table(), EventHour.parse(files.dt(), files.hour()));
  }
}
