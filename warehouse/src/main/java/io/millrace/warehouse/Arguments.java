package io.millrace.warehouse;

import io.millrace.warehouse.run.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code --name value} pairs and gathers everything that is wrong with them. */
final class Arguments {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  Arguments(Set<String> names, String... args) {
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (!names.contains(name)) {
        problems.add("%s is unknown; known are %s.".formatted(name, String.join(", ", names)));
      } else if (i + 1 == args.length) {
        problems.add("%s has no value.".formatted(name));
      } else if (values.put(name, args[i + 1]) != null) {
        problems.add("%s is given twice.".formatted(name));
      }
    }
  }

  /** A value that must be given; null and a problem noted when it is not, or cannot be read. */
  <T> T required(String name, Function<String, T> reader) {
    if (!values.containsKey(name)) {
      if (problems.stream().noneMatch(p -> p.startsWith(name + " "))) {
        problems.add("%s is missing.".formatted(name));
      }
      return null;
    }
    return read(name, values.get(name), reader);
  }

  /** A value that may be left out; empty then, and when it cannot be read. */
  <T> Optional<T> optional(String name, Function<String, T> reader) {
    return values.containsKey(name)
        ? Optional.ofNullable(read(name, values.get(name), reader))
        : Optional.empty();
  }

  /** Notes a problem when none of those is given. */
  void requireAny(String... names) {
    if (Stream.of(names).noneMatch(values::containsKey)) {
      problems.add("None of %s is given.".formatted(String.join(", ", names)));
    }
  }

  /** Notes a problem unless one of those is given, and one alone. */
  void requireOne(String... names) {
    requireAny(names);
    if (Stream.of(names).filter(values::containsKey).count() > 1) {
      problems.add("Of %s more than one is given.".formatted(String.join(", ", names)));
    }
  }

  /** A value that may be left out for another. */
  <T> T optional(String name, String absent, Function<String, T> reader) {
    return read(name, values.getOrDefault(name, absent), reader);
  }

  /** Who runs the job, by {@code --workflow} and {@code --run}; nobody but a person without. */
  Caller caller() {
    Optional<String> workflow = optional("--workflow", "", Caller::workflow);
    Integer run = optional("--run", "0", Caller::run);
    return workflow == null || run == null ? null : new Caller(workflow, run);
  }

  /** Throws when anything was wrong with what has been read until now. */
  void verify() throws InvalidArgumentsException {
    if (!problems.isEmpty()) {
      throw new InvalidArgumentsException(problems);
    }
  }

  private <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add("%s is '%s': %s.".formatted(name, text, e.getMessage()));
      return null;
    }
  }
}
