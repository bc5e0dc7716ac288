package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One generation from begin to end: takes records from a generator's source, paces them, hands them
 * to an output and keeps the inventory. Runs once, on one thread.
 */
public final class Generation {
  private static final int RECORDS_A_REPORT = 1_000;

  private final Feed feed;
  private final List<String> counted;
  private final RecordSource source;
  private final GenerationPlan plan;
  private final Ticker ticker;
  private final int eventTime;
  private long sent;

  /**
   * Prepares one.
   *
   * @throws InvalidSettingsException when the generator cannot do what the plan says
   */
  public Generation(
      Feed feed,
      Generator generator,
      GenerationSettings settings,
      GenerationPlan plan,
      Ticker ticker) {
    this.feed = feed;
    this.counted = generator.counted();
    this.plan = plan;
    this.ticker = ticker;
    this.eventTime = feed.indexOf(feed.eventTimeField());
    RecordSource clean = generator.source(feed, plan.timeline(), settings.seed());
    this.source = new DisturbedSource(plan.limited(clean), settings.disturbance(), settings.seed());
  }

  /**
   * Generates until all is made, the signal asks for the end, or the output fails. In each case it
   * returns, when all is acknowledged that will be, what was. The output stays the caller's.
   *
   * @param described the settings as the inventory shall name them
   * @param runId of a history on a topic, or null
   * @param progress told now and then, on the calling thread
   */
  public Inventory run(
      RecordOutput output,
      StopSignal stop,
      Map<String, Object> described,
      String runId,
      Consumer<GenerationProgress> progress) {
    Stock stock = new Stock(feed, counted, output.mostInFlight());
    Inventory.End end;
    try {
      end = send(output, stock, stop, progress);
    } catch (OutputFailedException e) {
      end = Inventory.End.FAILED;
    }
    stock.takeAway(output.settle());
    if (output.failure() != null) {
      end = Inventory.End.FAILED;
    }
    return stock.inventory(feed.name(), described, end, runId);
  }

  private Inventory.End send(
      RecordOutput output, Stock stock, StopSignal stop, Consumer<GenerationProgress> progress)
      throws OutputFailedException {
    Pace pace = new Pace(plan.rate(), ticker);
    LiveTime live = new LiveTime(plan, ticker);
    for (Generated record = source.next(); record != null; record = source.next()) {
      while (!pace.pass()) {
        if (stop.requested()) {
          return Inventory.End.STOPPED;
        }
      }
      if (stop.requested()) {
        return Inventory.End.STOPPED;
      }
      if (live.isOver()) {
        return Inventory.End.COMPLETE;
      }
      live.move(record, eventTime);
      stock.add(output.send(record));
      sent++;
      if (sent % RECORDS_A_REPORT == 0 || plan.rate() < RECORDS_A_REPORT) {
        progress.accept(new GenerationProgress(sent, (Long) record.row()[eventTime]));
      }
    }
    return Inventory.End.COMPLETE;
  }
}
