package io.millrace.ingest.site;

import io.millrace.model.declaration.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the sites' description. What is wrong is noted; nothing is given unless all is right. */
final class BehaviourReader {
  private static final String HOST = "[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?";
  private static final int MOST_PRODUCTS = 100_000;
  private static final int MOST_VISITORS = 10_000_000;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  BehaviourReader(String file) {
    this.file = file;
  }

  /**
   * @throws InvalidSitesException naming every problem
   */
  Behaviour read(String yaml) throws InvalidSitesException {
    Setting root = Setting.root(file, yaml, problems);
    if (root.isEmpty()) {
      throw new InvalidSitesException(problems);
    }
    List<Site> sites = sites(root);
    Setting pageSettings = root.child("pages");
    TransitionReader transitions = new TransitionReader(pageSettings.keys());
    List<Page> pages = new PageReader(transitions).read(pageSettings);
    List<Transition> entry = transitions.entry(root.child("entry"));
    Duration longest =
        root.read(
            "longest_dwell",
            Duration.ofMinutes(1),
            "an ISO-8601 duration from PT1S to PT24H, such as PT20M",
            BehaviourReader::dwell);
    Behaviour.AfterError afterError = afterError(root.child("after_error"), transitions);
    Funnel funnel = funnel(root.child("funnel"), pageSettings.keys());
    Audience audience = audience(root.child("visitors"));
    Rhythm rhythm = rhythm(root.child("rhythm"));
    root.refuseOthers();
    if (!problems.isEmpty()) {
      throw new InvalidSitesException(problems);
    }
    Behaviour behaviour =
        new Behaviour(sites, pages, entry, longest, afterError, funnel, audience, rhythm);
    requireThatVisitsEnd(behaviour, root);
    return behaviour;
  }

  private void requireThatVisitsEnd(Behaviour behaviour, Setting root) {
    for (double requests : new PageChain(behaviour).requests()) {
      if (!(requests > -1e-9 && requests < 1e4)) {
        root.note("pages", "visits that never end", "transitions that lead to leave in the end");
        throw new InvalidSitesException(problems);
      }
    }
  }

  private static List<Site> sites(Setting root) {
    List<Site> sites = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (Setting setting : root.children("sites")) {
      String host =
          setting.read(
              "host",
              "",
              "a host name of its own in lower case",
              text -> {
                if (!text.matches(HOST) || !hosts.add(text)) {
                  throw new IllegalArgumentException();
                }
                return text;
              });
      List<List<String>> names = names(setting);
      sites.add(
          new Site(
              host,
              setting.text("title", "a title"),
              setting.number("weight", 0.001, 1e6),
              setting.count("products", 1, MOST_PRODUCTS),
              setting.number("popularity", 0, 5),
              setting.logNormal("price"),
              setting.texts("categories", "a list of different names"),
              names));
      setting.refuseOthers();
    }
    return sites;
  }

  private static List<List<String>> names(Setting site) {
    List<List<String>> names = site.textLists("names");
    if (names.isEmpty() || names.stream().anyMatch(List::isEmpty)) {
      site.note("names", names.toString(), "a list of lists of words");
    }
    return names;
  }

  private static Duration dwell(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.toSeconds() < 1 || duration.toHours() > 24) {
        throw new IllegalArgumentException();
      }
      return duration;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Behaviour.AfterError afterError(Setting setting, TransitionReader transitions) {
    LogNormal dwell = setting.logNormal("dwell_ms");
    List<Transition> next = transitions.afterError(setting.child("next"));
    setting.refuseOthers();
    return new Behaviour.AfterError(dwell, next);
  }

  private static Funnel funnel(Setting setting, List<String> pages) {
    String name = setting.text("name", "a name");
    String legal = "two or more different pages of: " + String.join(", ", pages);
    List<String> steps = setting.texts("steps", legal);
    if (!pages.containsAll(steps) || steps.size() == 1) {
      setting.note("steps", steps.toString(), legal);
    }
    setting.refuseOthers();
    return new Funnel(name, steps.stream().map(pages::indexOf).toList());
  }

  private static Audience audience(Setting setting) {
    Map<String, Double> countries = setting.weights("countries");
    Set<String> known = Places.bundled().countries();
    for (String country : countries.keySet()) {
      if (!known.contains(country)) {
        setting.note("countries", country, "one of: " + String.join(", ", known));
      }
    }
    Audience audience =
        new Audience(
            setting.count("known", 1, MOST_VISITORS),
            setting.number("signed_in", 0, 1),
            countries,
            setting.weights("referrers"),
            setting.weights("devices"));
    setting.refuseOthers();
    return audience;
  }

  private static Rhythm rhythm(Setting setting) {
    Rhythm rhythm = new Rhythm(setting.weights("hours", 24), setting.weights("days", 7));
    setting.refuseOthers();
    return rhythm;
  }
}
