package io.millrace.model.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a funnel means, written down as it is said: every attempt is followed by itself. */
final class NaiveFunnel {

  private NaiveFunnel() {}

  /** The best attempt of each day of entry. */
  static List<Conversion> conversions(Funnel funnel, List<Happening> events) {
    Map<Long, Conversion> best = new TreeMap<>();
    for (int i = 0; i < events.size(); i++) {
      Happening entry = events.get(i);
      if (funnel.steps().get(0).fits(entry)) {
        long day = Math.floorDiv(entry.timeMicros(), 86_400_000_000L);
        Conversion attempt =
            new Conversion(day, attempt(funnel, events, i), funnel.segmentsOf(entry));
        // the later of two that got equally far
        best.merge(
            day,
            attempt,
            (a, b) -> Comparator.comparingInt(Conversion::reached).compare(a, b) > 0 ? a : b);
      }
    }
    return List.copyOf(best.values());
  }

  private static List<Long> attempt(Funnel funnel, List<Happening> events, int entry) {
    List<Long> taken = new ArrayList<>(List.of(events.get(entry).timeMicros()));
    long latest = taken.get(0) + funnel.windowMicros();
    for (Happening event : events.subList(entry + 1, events.size())) {
      if (taken.size() == funnel.steps().size()) {
        return taken;
      }
      boolean isNext = funnel.steps().get(taken.size()).fits(event);
      if (isNext && event.timeMicros() <= latest) {
        taken.add(event.timeMicros());
      } else if (isNext || (funnel.mode() == Funnel.Mode.STRICT && event.isPageView())) {
        return taken;
      }
    }
    return taken;
  }
}
