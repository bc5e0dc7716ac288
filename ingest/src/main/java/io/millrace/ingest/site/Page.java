package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A kind of page that every site has: how it answers and what visitors do there. Immutable. */
public final class Page {
  /** What stands in the path in place of a product's id. */
  public static final String ID = "<id>";

  static final int OK = 200;

  private final String name;
  private final String path;
  private final Load load;
  private final List<PageArea> areas;
  private final List<Transition> next;
  private final int[] statuses;
  private final WeightedChoice status;
  private final WeightedChoice onward;

  /**
   * How a page answers and how long it is looked at.
   *
   * @param responseMillis time until the answer
   * @param bytes of the answer's body
   * @param dwellMillis how long visitors look at it
   * @param errors HTTP status to the probability with which it is answered instead of 200
   */
  record Load(
      LogNormal responseMillis,
      LogNormal bytes,
      LogNormal dwellMillis,
      Map<Integer, Double> errors) {
    double errorRate() {
      return errors.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  Page(String name, String path, Load load, List<PageArea> areas, List<Transition> next) {
    this.name = name;
    this.path = path;
    this.load = load;
    this.areas = List.copyOf(areas);
    this.next = List.copyOf(next);
    Map<Integer, Double> errors = new TreeMap<>(load.errors());
    List<Integer> all = new ArrayList<>(errors.keySet());
    List<Double> weights = new ArrayList<>(errors.values());
    all.add(0, OK);
    weights.add(0, 1 - load.errorRate());
    this.statuses = all.stream().mapToInt(Integer::intValue).toArray();
    this.status = new WeightedChoice(weights.stream().mapToDouble(Double::doubleValue).toArray());
    this.onward = new WeightedChoice(next.stream().mapToDouble(Transition::probability).toArray());
  }

  public String name() {
    return name;
  }

  /** Its path, with {@link #ID} in place of a product's id. */
  public String path() {
    return path;
  }

  /** Whether it shows one product. */
  public boolean isOfProduct() {
    return path.contains(ID);
  }

  public List<PageArea> areas() {
    return areas;
  }

  public List<Transition> next() {
    return next;
  }

  /** How a site answers a request for it. */
  public Answer answer(SeededRandom random) {
    return new Answer(
        statuses[status.draw(random)],
        load.responseMillis().draw(random),
        load.bytes().draw(random));
  }

  Load load() {
    return load;
  }

  /** The number of the section in which that transition's element stands, else −1. */
  int areaOf(Transition transition) {
    for (int i = 0; i < areas.size(); i++) {
      if (areas.get(i).name().equals(transition.section())) {
        return i;
      }
    }
    return -1;
  }

  /** How many interactions a visitor who gets the page has with it, on average. */
  double meanInteractions() {
    double mean = 0;
    for (Transition transition : next) {
      double interactions = transition.byClick() ? 1 : 0;
      double seen = 1;
      for (int i = 0; i < areas.size(); i++) {
        seen *= i > areaOf(transition) ? areas.get(i).seen() : 1;
        interactions += seen * (1 + areas.get(i).clicked());
      }
      mean += transition.probability() * interactions;
    }
    return mean;
  }

  Transition onward(SeededRandom random) {
    return next.get(onward.draw(random));
  }
}
