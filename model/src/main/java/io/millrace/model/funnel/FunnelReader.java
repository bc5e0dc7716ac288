package io.millrace.model.funnel;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the funnels' file. What is wrong is noted; nothing is given unless all is right. */
final class FunnelReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int MOST_FUNNELS = 50;
  private static final int MOST_SEGMENTS = 5;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String LEGAL_FUNNEL = "a mapping with name, window, steps";
  private static final String LEGAL_STEP = "a mapping with name, where";
  private static final String LEGAL_SEGMENTS =
      "at most " + MOST_SEGMENTS + " different ones of " + EventField.segments();

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  FunnelReader(String file) {
    this.file = file;
  }

  /**
   * @throws InvalidFunnelsException naming every problem
   */
  Funnels read(String yaml) throws InvalidFunnelsException {
    List<Funnel> funnels = new ArrayList<>();
    DeclaredConversions conversions = DeclaredConversions.NONE;
    Node node = new NodeReader(file, problems).yaml(yaml);
    if (node instanceof Node.Mapping) {
      Section root = new Section(file, "", node, problems);
      if (!root.has("funnels")) {
        root.note("funnels", "missing", "a list, which may be empty");
      }
      Set<String> names = new HashSet<>();
      List<Section> sections = root.sections("funnels", LEGAL_FUNNEL);
      if (sections.size() > MOST_FUNNELS) {
        root.note("funnels", sections.size() + " of them", "at most " + MOST_FUNNELS);
      }
      for (Section section : sections) {
        if (section.isMapping()) {
          funnels.add(funnel(section, names));
        }
      }
      conversions = conversions(root);
      root.refuseOthers();
    } else if (node != null) {
      String what = node.isAbsent() ? "nothing" : node.shown();
      problems.add(new Problem(file, node.line(), "", what, "a mapping with the list funnels"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFunnelsException(problems);
    }
    return new Funnels(funnels, conversions);
  }

  private static Funnel funnel(Section section, Set<String> names) {
    Funnel funnel =
        new Funnel(
            name(section, names),
            oneOf(section, "count", Funnel.Counting.VISITOR, Funnel.Counting.values()),
            oneOf(section, "mode", Funnel.Mode.LOOSE, Funnel.Mode.values()),
            window(section),
            segments(section),
            steps(section));
    section.refuseOthers();
    return funnel;
  }

  private static String name(Section section, Set<String> names) {
    String legal = "a name of its own that matches " + NAME;
    String name = section.required("name", legal);
    if (name != null && (!NAME.matcher(name).matches() || !names.add(name))) {
      section.note("name", name, legal);
    }
    return name;
  }

  private static <E extends Enum<E>> E oneOf(Section section, String key, E whenAbsent, E[] legal) {
    Function<E, String> written = value -> value.name().toLowerCase(Locale.ROOT);
    return section.read(
        key,
        whenAbsent,
        Arrays.stream(legal).map(written).collect(Collectors.joining(" or ")),
        text ->
            Arrays.stream(legal)
                .filter(value -> written.apply(value).equals(text))
                .findFirst()
                .orElse(null));
  }

  private static Duration window(Section section) {
    String legal = "an ISO-8601 duration from %s to P7D, such as PT30M or P1D".formatted(SHORTEST);
    if (!section.has("window")) {
      section.note("window", "missing", legal);
    }
    return section.read("window", null, legal, FunnelReader::window);
  }

  private static Duration window(String text) {
    try {
      Duration window = Duration.parse(text);
      return window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0 ? null : window;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static List<EventField> segments(Section section) {
    List<EventField> segments = new ArrayList<>();
    for (String column : section.texts("segments", LEGAL_SEGMENTS)) {
      Optional<EventField> field = EventField.of(column).filter(EventField::isSegment);
      if (field.isEmpty() || segments.contains(field.get()) || segments.size() == MOST_SEGMENTS) {
        section.note("segments", column, LEGAL_SEGMENTS);
      } else {
        segments.add(field.get());
      }
    }
    return segments;
  }

  private static DeclaredConversions conversions(Section root) {
    List<Section> sections = root.sections("conversions", LEGAL_STEP);
    if (sections.size() > DeclaredConversions.MOST) {
      root.note("conversions", sections.size() + " of them", "at most " + DeclaredConversions.MOST);
    }
    return new DeclaredConversions(steps(sections));
  }

  private static List<FunnelStep> steps(Section section) {
    List<Section> sections = section.sections("steps", LEGAL_STEP);
    if (sections.size() < 2 || sections.size() > Funnel.MOST_STEPS) {
      String found = section.has("steps") ? sections.size() + " of them" : "missing";
      section.note("steps", found, "2 to " + Funnel.MOST_STEPS + " steps");
    }
    return steps(sections);
  }

  private static List<FunnelStep> steps(List<Section> sections) {
    List<FunnelStep> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section step : sections) {
      if (step.isMapping()) {
        String name = name(step, names);
        Section where = step.section("where");
        steps.add(new FunnelStep(name, new StepConditionReader(where).read()));
        if (!where.isMapping() && !step.has("where")) {
          step.note("where", "missing", StepConditionReader.LEGAL);
        }
        step.refuseOthers();
      }
    }
    return steps;
  }
}
