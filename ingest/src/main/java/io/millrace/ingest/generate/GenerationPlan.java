package io.millrace.ingest.generate;

import io.millrace.model.record.ValueRange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings with nothing left open.
 *
 * @param mode when events happen
 * @param timeline for the source
 * @param rate records sent in a second of real time; infinite for as fast as it goes
 * @param count records to make, those that are repeated or malformed on top; {@link Long#MAX_VALUE}
 *     for no limit
 * @param duration in event time, after which no record is made; empty for no limit
 */
public record GenerationPlan(
    TimeMode mode, Timeline timeline, double rate, long count, Optional<Duration> duration) {

  /** The same without a limit: for what belongs to records that have it already. */
  public GenerationPlan unlimited() {
    return new GenerationPlan(mode, timeline, rate, Long.MAX_VALUE, Optional.empty());
  }

  /**
   * A clean source as far as the limits let it go; a live generation's duration is of the clock.
   */
  public RecordSource limited(RecordSource clean) {
    boolean toTheClock = mode == TimeMode.LIVE || duration.isEmpty();
    return new LimitedSource(
        clean,
        count,
        toTheClock ? Long.MAX_VALUE : ValueRange.micros(timeline.start().plus(duration.get())));
  }

  /**
   * All settings by name, in an order that does not change: what the inventory shows, and what
   * tells a history from another.
   *
   * @param own of the generator
   */
  public Map<String, Object> described(GenerationSettings settings, Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seed", settings.seed());
    all.put("mode", mode.name().toLowerCase(Locale.ROOT));
    all.put("start", timeline.start().toString());
    all.put("per_second_of_event_time", timeline.perSecond());
    all.put("rate", Double.isInfinite(rate) ? "max" : (Object) rate);
    if (count != Long.MAX_VALUE) {
      all.put("count", count);
    }
    duration.ifPresent(d -> all.put("duration", d.toString()));
    all.put("duplicates", settings.disturbance().duplicates());
    all.put("late", settings.disturbance().late());
    all.put("malformed", settings.disturbance().malformed());
    all.putAll(own);
    return all;
  }
}
