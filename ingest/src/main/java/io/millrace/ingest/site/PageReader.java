package io.millrace.ingest.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the pages of the sites' description. */
final class PageReader {
  private static final String PATH = "(/[a-z0-9_-]+)+(/<id>)?";

  private final TransitionReader transitions;
  private final Set<String> paths = new HashSet<>();

  PageReader(TransitionReader transitions) {
    this.transitions = transitions;
  }

  /** Those that are right; the problems of the others are noted. */
  List<Page> read(Setting pages) {
    List<Page> read = new ArrayList<>();
    if (pages.keys().isEmpty()) {
      pages.note("", "no page", "one page or more");
    }
    for (String name : pages.keys()) {
      Setting setting = pages.child(name);
      if (!setting.isEmpty()) {
        page(name, setting, read);
      }
    }
    return read;
  }

  private void page(String name, Setting setting, List<Page> into) {
    String path =
        setting.read(
            "path",
            "/",
            "a path of its own, such as /home or /product/" + Page.ID,
            text -> {
              if (!text.matches(PATH) || !paths.add(text)) {
                throw new IllegalArgumentException();
              }
              return text;
            });
    Page.Load load =
        new Page.Load(
            setting.logNormal("response_ms"),
            setting.logNormal("bytes"),
            setting.logNormal("dwell_ms"),
            errors(setting.child("errors")));
    List<PageArea> areas = areas(setting.child("sections"));
    List<Transition> next = transitions.next(setting.child("next"), areas);
    setting.refuseOthers();
    boolean drawable = next.stream().anyMatch(t -> t.probability() > 0);
    if (drawable && load.errorRate() <= 1) {
      into.add(new Page(name, path, load, areas, next));
    }
  }

  private static Map<Integer, Double> errors(Setting setting) {
    Map<Integer, Double> errors = new TreeMap<>();
    double sum = 0;
    for (String status : setting.keys()) {
      double rate = setting.number(status, 0, 1);
      sum += rate;
      if (status.matches("[45][0-9][0-9]")) {
        errors.put(Integer.valueOf(status), rate);
      } else {
        setting.note(status, "no error status", "an HTTP status from 400 to 599");
      }
    }
    if (sum > 1) {
      setting.note("", "adds up to " + sum, "probabilities that add up to 1 or less");
    }
    return errors;
  }

  private static List<PageArea> areas(Setting sections) {
    List<PageArea> areas = new ArrayList<>();
    for (String name : sections.keys()) {
      Setting setting = sections.child(name);
      if (!setting.isEmpty()) {
        areas.add(
            new PageArea(
                name,
                setting.number("seen", 0, 1),
                setting.number("clicked", 0, 1),
                setting.texts("elements", "a list of different names")));
      }
      setting.refuseOthers();
    }
    return areas;
  }
}
