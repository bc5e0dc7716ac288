package io.millrace.ingest.generate;

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
