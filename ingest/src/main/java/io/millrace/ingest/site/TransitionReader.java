package io.millrace.ingest.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads where visitors go, all of which must add up to 1. */
final class TransitionReader {
  private static final String LEAVE = "leave";
  private static final String AGAIN = "again";
  private static final double ROUNDING = 1e-6;

  private final List<String> pages;

  /**
   * @param pages by their numbers
   */
  TransitionReader(List<String> pages) {
    this.pages = pages;
  }

  /** The first page of a visit. */
  List<Transition> entry(Setting setting) {
    return probabilities(setting, Map.of());
  }

  /** Where to after an error. */
  List<Transition> afterError(Setting setting) {
    return probabilities(
        setting, Map.of(LEAVE, Transition.LEAVE, AGAIN, Behaviour.AfterError.AGAIN));
  }

  /** Where to from a page, each with a probability {@code p} and perhaps a click, {@code by}. */
  List<Transition> next(Setting setting, List<PageArea> areas) {
    List<Transition> transitions = new ArrayList<>();
    for (String target : setting.keys()) {
      Setting transition = setting.child(target);
      int page = target(setting, target, Map.of(LEAVE, Transition.LEAVE));
      double probability = transition.isEmpty() ? 0 : transition.number("p", 0, 1);
      String[] by = transition.has("by") ? by(transition, areas) : new String[2];
      transition.refuseOthers();
      transitions.add(new Transition(page, probability, by[0], by[1]));
    }
    requireWhole(setting, transitions);
    return transitions;
  }

  private List<Transition> probabilities(Setting setting, Map<String, Integer> others) {
    List<Transition> transitions = new ArrayList<>();
    for (String target : setting.keys()) {
      double probability = setting.number(target, 0, 1);
      transitions.add(new Transition(target(setting, target, others), probability, null, null));
    }
    requireWhole(setting, transitions);
    return transitions;
  }

  private int target(Setting setting, String name, Map<String, Integer> others) {
    int page = pages.indexOf(name);
    if (page < 0 && !others.containsKey(name)) {
      List<String> legal = new ArrayList<>(pages);
      others.keySet().stream().sorted().forEach(legal::add);
      setting.note(name, "no such page", String.join(", ", legal));
    }
    return page < 0 ? others.getOrDefault(name, Transition.LEAVE) : page;
  }

  private static String[] by(Setting transition, List<PageArea> areas) {
    List<String> sections = areas.stream().map(PageArea::name).toList();
    String legal = "<section>.<element> with a section of: " + String.join(", ", sections);
    return transition.read(
        "by",
        new String[2],
        legal,
        text -> {
          String[] parts = text.split("\\.", -1);
          if (parts.length != 2 || parts[1].isEmpty() || !sections.contains(parts[0])) {
            throw new IllegalArgumentException();
          }
          return parts;
        });
  }

  private static void requireWhole(Setting setting, List<Transition> transitions) {
    double sum = transitions.stream().mapToDouble(Transition::probability).sum();
    if (!setting.isEmpty() && Math.abs(sum - 1) > ROUNDING) {
      setting.note(
          "", "adds up to " + Math.round(sum * 1e6) / 1e6, "probabilities that add up to 1");
    }
  }
}
