package io.millrace.streaming.fraud;

import io.millrace.model.fraud.second.SentAlerts;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.LogTail;
import io.millrace.streaming.live.FinalRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts that a live log has committed, in its order, from where they were sent up to. It reads
 * what is published and changes nothing; whoever appends to the log does not know of it. For one
 * thread.
 */
final class AlertLog {

  /**
   * A live log with alerts.
   *
   * @param paths of the log
   * @param table of those that it writes the one with alerts
   */
  record Source(LandingPaths paths, LiveTable table) {

    String log() {
      return paths.feed();
    }

    private SentAlerts sent(CommitRecord record, long alerts) {
      return new SentAlerts(log(), record.seq(), record.attempt(), alerts);
    }

    private long count(CommitRecord record) {
      return files(record).stream().mapToLong(LandedFile::rows).sum();
    }

    private List<LandedFile> files(CommitRecord record) {
      return record.files().stream().filter(file -> table.fullName().equals(file.table())).toList();
    }
  }

  /**
   * The next alerts.
   *
   * @param alerts rows of the table; may be none
   * @param until how far the log is sent when they are
   */
  record Part(List<LiveRow> alerts, SentAlerts until) {}

  private static final Logger LOG = LoggerFactory.getLogger(AlertLog.class);

  private final HdfsFiles files;
  private final Configuration configuration;
  private final Source source;
  private final LogTail tail;
  private final Deque<CommitRecord> pending = new ArrayDeque<>();
  private SentAlerts sent;

  private AlertLog(HdfsFiles files, Configuration configuration, Source source, SentAlerts sent) {
    this.files = files;
    this.configuration = configuration;
    this.source = source;
    this.sent = sent;
    this.tail = new LogTail(files, source.paths(), Math.max(1, sent.record()));
  }

  /**
   * Goes on where the log was sent up to. A log that was made anew begins at its first record; that
   * and a beginning are said.
   *
   * @param sent how far, if anything of it ever was
   * @param beginning where it begins if nothing was
   */
  static AlertLog open(
      HdfsFiles files,
      Configuration configuration,
      Source source,
      Optional<SentAlerts> sent,
      SentAlerts beginning) {
    if (sent.isEmpty()) {
      tellBeginning(source, beginning);
    }
    SentAlerts last = sent.orElse(beginning);
    SentAlerts from = isOfThisLog(files, source, last) ? last : ofLogMadeAnew(last);
    return new AlertLog(files, configuration, source, from);
  }

  /** Where the log ends now. */
  static SentAlerts present(HdfsFiles files, Source source) {
    long newest = LogTail.newestPublished(files, source.paths());
    if (newest == 0) {
      return SentAlerts.none(source.log());
    }
    CommitRecord record = record(files, source, newest);
    return source.sent(record, source.count(record));
  }

  private static boolean isOfThisLog(HdfsFiles files, Source source, SentAlerts last) {
    return last.record() == 0
        || (last.record() <= LogTail.newestPublished(files, source.paths())
            && record(files, source, last.record()).attempt().equals(last.attempt()));
  }

  private static SentAlerts ofLogMadeAnew(SentAlerts last) {
    LOG.warn(
        "live log {} was made anew: alerts were sent up to its record {}, which is another now or"
            + " not there; it is sent from its first record on",
        last.log(),
        last.record());
    return SentAlerts.none(last.log());
  }

  private static void tellBeginning(Source source, SentAlerts beginning) {
    LOG.info(
        "live log {}: alerts are sent from behind record {} on; those of before are in {} alone",
        source.log(),
        beginning.record(),
        source.table().fullName());
  }

  private static CommitRecord record(HdfsFiles files, Source source, long seq) {
    return new LogTail(files, source.paths(), seq).record(seq);
  }

  /** Of those that the log's drivers write the one with alerts. */
  LiveTable table() {
    return source.table();
  }

  /** How far it is sent, with what was given. */
  SentAlerts sent() {
    return sent;
  }

  /** How many records are published and not all given yet, claims of drivers among them. */
  long behind() {
    boolean isWithin = !pending.isEmpty() && pending.peek().seq() == sent.record();
    return LogTail.newestPublished(files, source.paths()) - sent.record() + (isWithin ? 1 : 0);
  }

  /**
   * The next alerts; empty when nothing was published since.
   *
   * @param most how many at most
   */
  Optional<Part> next(int most) {
    if (pending.isEmpty()) {
      tail.next().forEach(published -> pending.add(published.record()));
    }
    SentAlerts before = sent;
    List<LiveRow> alerts = new ArrayList<>();
    long left = most;
    while (left > 0 && !pending.isEmpty()) {
      CommitRecord record = pending.peek();
      long from = record.seq() == sent.record() ? sent.alerts() : 0;
      long taken = Math.min(left, source.count(record) - from);
      read(record, from, taken, alerts);
      sent = source.sent(record, from + taken);
      left -= taken;
      if (from + taken == source.count(record)) {
        pending.remove();
      }
    }
    return sent.equals(before) ? Optional.empty() : Optional.of(new Part(alerts, sent));
  }

  private void read(CommitRecord record, long from, long most, List<LiveRow> alerts) {
    long passOver = from;
    long left = most;
    for (LandedFile file : source.files(record)) {
      long first = Math.min(passOver, file.rows());
      long wanted = Math.min(left, file.rows() - first);
      if (wanted > 0) {
        FinalRows.read(file, source.table(), first, wanted, configuration)
            .ifPresentOrElse(alerts::addAll, () -> tellGone(record, file, wanted));
      }
      passOver -= first;
      left -= wanted;
    }
  }

  private void tellGone(CommitRecord record, LandedFile file, long alerts) {
    LOG.error(
        "live log {}: {} alerts of record {} are not sent, since {} is gone",
        source.log(),
        alerts,
        record.seq(),
        file.path());
  }
}
