package io.millrace.cli.quarantine;

import io.millrace.cli.Console;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refused records as people look at them. */
public final class QuarantineView {

  private final Quarantine quarantine;
  private final Hdfs hdfs;
  private final Console console;

  /** Which refused records are shown. */
  public enum Shown {
    NOT_REPLAYED,
    ALL
  }

  public QuarantineView(Quarantine quarantine, Hdfs hdfs, Console console) {
    this.quarantine = quarantine;
    this.hdfs = hdfs;
    this.console = console;
  }

  /** How many were refused, by feed, day and cause. */
  public void list(QuarantineFilter filter) {
    List<QuarantineCount> counts = quarantine.counts(filter);
    if (counts.isEmpty()) {
      console.say("No refused record is like that.");
      return;
    }
    TextTable table =
        new TextTable("day", "feed", "reason", "rule", "field", "records", "replayed", "newest");
    for (QuarantineCount count : counts) {
      table.row(
          count.dt(),
          count.feed(),
          count.reason(),
          orDash(count.rule()),
          orDash(count.field()),
          count.records(),
          count.replayed(),
          count.newest());
    }
    table.lines().forEach(console::print);
  }

  /** The same for programs. */
  public List<Map<String, Object>> asList(QuarantineFilter filter) {
    return quarantine.counts(filter).stream().map(QuarantineCount::asMap).toList();
  }

  /**
   * The newest records themselves, for people.
   *
   * @param limit how many at most
   */
  public void show(QuarantineFilter filter, Shown shown, long limit) {
    long number = records(filter, shown, limit, this::tell);
    tellLimit(number, limit);
  }

  /** The same as lines of JSON that can be mended and given back. */
  public void lines(QuarantineFilter filter, Shown shown, long limit) {
    long number = records(filter, shown, limit, r -> console.print(RecordLine.write(r)));
    tellLimit(number, limit);
  }

  private interface Taker {
    void take(QuarantinedRecord record);
  }

  private long records(QuarantineFilter filter, Shown shown, long limit, Taker taker) {
    Map<String, Set<Coordinates>> replayed = new HashMap<>();
    Counter counter = new Counter();
    console.say("These are records as they were sent, personal data and all.");
    quarantine.records(
        filter,
        Quarantine.Order.NEWEST_FIRST,
        record -> {
          if (counter.count == limit) {
            return false;
          }
          if (shown == Shown.ALL
              || !replayed.computeIfAbsent(record.feed(), this::replayed).contains(record.at())) {
            counter.count++;
            taker.take(record);
          }
          return true;
        });
    return counter.count;
  }

  private static final class Counter {
    private long count;
  }

  private Set<Coordinates> replayed(String feed) {
    try {
      return new HdfsReplayJournal(hdfs, feed).replayed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(QuarantinedRecord record) {
    console.print(
        "%s %s at %s: %s%s%s: %s"
            .formatted(
                record.feed(),
                record.at(),
                record.kafkaTime(),
                record.reason(),
                record.rule() == null ? "" : " " + record.rule(),
                record.field() == null ? "" : " " + record.field(),
                record.detail()));
    RecordLine.shown(record.payload()).lines().forEach(line -> console.print("  " + line));
  }

  private void tellLimit(long number, long limit) {
    if (number == 0) {
      console.say("No refused record is like that.");
    } else if (number == limit) {
      console.say("Ended after %s, as --limit says.".formatted(Words.count(limit, "record")));
    }
  }

  private static String orDash(String text) {
    return text == null ? "-" : text;
  }
}
