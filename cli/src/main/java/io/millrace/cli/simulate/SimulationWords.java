package io.millrace.cli.simulate;

import io.millrace.cli.Words;
import io.millrace.ingest.site.EventType;
import io.millrace.ingest.site.simulate.SimulationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a simulation goes, as people read it. */
final class SimulationWords {

  private SimulationWords() {}

  /** While it runs. */
  static String line(SimulationReport report) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %.1f a second, %s acknowledged, %s waiting%s",
        Words.count(report.active(), "active user"),
        Words.count(report.records(), "event"),
        perSecond(report),
        Words.count(report.acknowledged()),
        Words.count(report.waiting()),
        report.putOff() + report.failedPosts() == 0
            ? ""
            : ", %s put off"
                .formatted(Words.count(report.putOff() + report.failedPosts(), "post")));
  }

  /** When it is over: some lines. */
  static List<String> summary(SimulationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Ran %s with %s to %s active users; %s."
            .formatted(
                Words.of(report.running()),
                Words.count(report.leastActive()),
                Words.count(report.mostActive()),
                Words.count(report.visits(), "visit")));
    lines.add(
        "Sites: %s, %s of them errors; %s got none; %s missing on pages."
            .formatted(
                Words.count(report.answers(), "answer"),
                Words.count(report.errors()),
                Words.count(report.unanswered(), "request"),
                Words.count(report.missing(), "element")));
    lines.add(
        String.format(
            Locale.ROOT,
            "Events: %s, %.1f a second: %s.",
            Words.count(report.records()),
            perSecond(report),
            byType(report.events())));
    lines.add(
        "Collector: %s acknowledged, %s refused, %s given up, %s open; %s, of which %s put off and %s failed."
            .formatted(
                Words.count(report.acknowledged(), "event"),
                Words.count(report.refused()),
                Words.count(report.dropped()),
                Words.count(report.waiting()),
                Words.count(report.posts(), "post"),
                Words.count(report.putOff()),
                Words.count(report.failedPosts())));
    lines.add("Funnel (observed; by the description, with its standard deviation):");
    for (SimulationReport.Step step : report.funnel()) {
      lines.add("  " + step(step));
    }
    return lines;
  }

  private static String step(SimulationReport.Step step) {
    return step.before() == 0
        ? "%s: nobody came so far".formatted(step.page())
        : String.format(
            Locale.ROOT,
            "%-14s %s of %s: %.1f %%; %.1f %% ± %.1f",
            step.page(),
            Words.count(step.reached()),
            Words.count(step.before()),
            100 * step.observed(),
            100 * step.expected(),
            100 * step.deviation());
  }

  private static String byType(Map<EventType, Long> events) {
    List<String> parts = new ArrayList<>();
    events.forEach((type, count) -> parts.add(Words.count(count) + " " + type.label()));
    return String.join(", ", parts);
  }

  private static double perSecond(SimulationReport report) {
    return report.records() / Math.max(0.001, report.running().toMillis() / 1000.0);
  }
}
