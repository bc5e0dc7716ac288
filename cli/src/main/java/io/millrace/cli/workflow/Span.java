package io.millrace.cli.workflow;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.Hours;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What time a workflow is run for: days, hours or both, as its parameters of these names say.
 *
 * @param properties the workflow's properties, {@code days} and {@code hours}
 */
public record Span(Map<String, String> properties) {

  private static final String DAYS = "days";
  private static final String HOURS = "hours";

  public Span {
    properties = new TreeMap<>(properties);
  }

  public static Span of(Days days) {
    return new Span(Map.of(DAYS, days.toString()));
  }

  /**
   * From what a person gave.
   *
   * @throws CommandFailure if it is neither days nor hours
   */
  public static Span parse(Optional<String> days, Optional<String> hours) {
    Map<String, String> properties = new TreeMap<>();
    days.ifPresent(text -> properties.put(DAYS, read(DAYS, text, Days::parse)));
    hours.ifPresent(text -> properties.put(HOURS, read(HOURS, text, Hours::parse)));
    return new Span(properties);
  }

  /** What a job of Oozie's was run for, by the properties that it was submitted with. */
  static Span ofJob(Map<String, String> conf) {
    Map<String, String> properties = new TreeMap<>(conf);
    properties.keySet().retainAll(List.of(DAYS, HOURS));
    return new Span(properties);
  }

  /** The days as people write them. */
  Optional<String> days() {
    return Optional.ofNullable(properties.get(DAYS)).map(DayWords::ofProperty);
  }

  /** The hours. */
  Optional<String> hours() {
    return Optional.ofNullable(properties.get(HOURS));
  }

  /**
   * Whether it is what a workflow needs.
   *
   * @throws CommandFailure if a workflow does not take or does not get days or hours
   */
  public void requireFor(WorkflowFolder workflow) throws IOException {
    SortedSet<String> taken = workflow.application().parameters();
    for (String name : properties.keySet()) {
      if (!taken.isEmpty() && !taken.contains(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE, "Workflow %s takes no --%s.".formatted(workflow.name(), name));
      }
    }
    for (String name : List.of(DAYS, HOURS)) {
      if (taken.contains(name)
          && !properties.containsKey(name)
          && !workflow.application().defaults().containsKey(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE, "Workflow %s needs --%s.".formatted(workflow.name(), name));
      }
    }
  }

  /** The days and hours as people write them, or {@code -}. */
  @Override
  public String toString() {
    return properties.isEmpty()
        ? "-"
        : Stream.concat(days().stream(), hours().stream()).collect(Collectors.joining(", "));
  }

  private static String read(String name, String text, Function<String, ?> reader) {
    try {
      return reader.apply(text).toString();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--%s %s: %s.".formatted(name, text, e.getMessage()), e);
    }
  }
}
