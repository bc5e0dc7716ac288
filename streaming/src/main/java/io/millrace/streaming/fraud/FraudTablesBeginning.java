package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Goes on filling the tables of scores and alerts where their log ends. */
final class FraudTablesBeginning implements LiveQuery.Beginning {

  private final String name;
  private final Supplier<Declaration> declared;
  private final String brokers;
  private final FraudOutputs outputs;
  private final OutputLog log;
  private final Duration commit;
  private final Clock clock;

  /**
   * @param log of the tables
   * @param commit how often rows go to the tables
   */
  FraudTablesBeginning(
      String name,
      Supplier<Declaration> declared,
      String brokers,
      FraudOutputs outputs,
      OutputLog log,
      Duration commit,
      Clock clock) {
    this.name = name;
    this.declared = declared;
    this.brokers = brokers;
    this.outputs = outputs;
    this.log = log;
    this.commit = commit;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(declared.get());
  }

  @Override
  public LiveQuery.Attempt attempt(List<Declaration> declarations) {
    PartitionCatalog catalog = log.catalog();
    try {
      LiveCommitter committer = log.claim(catalog, clock);
      OutputReader reader =
          OutputReader.open(
              name,
              brokers,
              outputs,
              List.of(outputs.scores(), outputs.alerts()),
              committer.rebuildFrom());
      return new FraudTablesAttempt(name, reader, committer, catalog, commit, clock);
    } catch (RuntimeException e) {
      catalog.close();
      throw e;
    }
  }
}
