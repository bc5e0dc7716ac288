package io.millrace.streaming.fraud;

import io.millrace.model.fraud.second.SentAlerts;
import io.millrace.streaming.HdfsFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Logs of alerts for an application, which begins to send them as often as it must. A log of which
 * nothing was ever sent begins where it ended when the application first tried, so that what is
 * committed until a try succeeds is sent. For one thread.
 */
final class AlertLogs {

  private final HdfsFiles files;
  private final Configuration configuration;
  private final List<AlertLog.Source> sources;
  private final Map<String, SentAlerts> present = new HashMap<>();

  /**
   * @param sources each of another log
   */
  AlertLogs(HdfsFiles files, Configuration configuration, List<AlertLog.Source> sources) {
    this.files = files;
    this.configuration = configuration;
    this.sources = sources;
  }

  /** Keeps where the logs end now, unless it is kept since an earlier try. */
  void keepPresent() {
    sources.forEach(
        source -> present.computeIfAbsent(source.log(), log -> AlertLog.present(files, source)));
  }

  /**
   * Each log from where it was sent up to; behind {@link #keepPresent}.
   *
   * @param known how far logs were sent, by their names
   */
  List<AlertLog> open(Map<String, SentAlerts> known) {
    return sources.stream()
        .map(
            source ->
                AlertLog.open(
                    files,
                    configuration,
                    source,
                    Optional.ofNullable(known.get(source.log())),
                    present.get(source.log())))
        .toList();
  }

  /**
   * Where the logs begin is committed; who finds nothing of them later begins at another present.
   */
  void begun() {
    present.clear();
  }
}
