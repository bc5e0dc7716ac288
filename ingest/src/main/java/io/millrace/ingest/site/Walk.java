package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The walk of one visitor through a site: which page he asks for, what he does there, where he goes
 * next. Knows neither clock nor network; the same random numbers and answers give the same walk.
 * Calls alternate: {@link #next}, then {@link #stay} with what the site answered. For one thread.
 */
public final class Walk {
  private final Behaviour behaviour;
  private final Shop shop;
  private final SeededRandom random;
  private PageRequest wanted;

  /** The page at hand is one that someone who looks in at any moment finds the visitor at. */
  private boolean found;

  private Walk(Behaviour behaviour, Shop shop, SeededRandom random) {
    this.behaviour = behaviour;
    this.shop = shop;
    this.random = random;
  }

  /** A visit from its first page on. */
  public static Walk begin(Behaviour behaviour, Shop shop, SeededRandom random) {
    Walk walk = new Walk(behaviour, shop, random);
    walk.wanted = walk.request(draw(behaviour.entry(), random).target(), null);
    return walk;
  }

  /**
   * A visit that is at that page already, found there at a moment without regard to it. Long stays
   * are found more often than short ones.
   */
  static Walk from(int page, Behaviour behaviour, Shop shop, SeededRandom random) {
    Walk walk = new Walk(behaviour, shop, random);
    walk.wanted = walk.request(page, null);
    walk.found = true;
    return walk;
  }

  /** What the visitor asks for now; null when he has left. */
  public PageRequest next() {
    return wanted;
  }

  /** What he does with what he asked for, once the site answered with that status. */
  public Stay stay(int status) {
    PageRequest at = wanted;
    if (status >= 400) {
      Behaviour.AfterError after = behaviour.afterError();
      int target = draw(after.next(), random).target();
      wanted = target == Behaviour.AfterError.AGAIN ? again(at) : request(target, null);
      return new Stay(dwell(after.dwellMillis()), List.of());
    }
    Transition onward = at.page().onward(random);
    wanted = request(onward.target(), onward);
    long dwell = dwell(at.page().load().dwellMillis());
    return new Stay(dwell, interactions(at.page(), onward, dwell));
  }

  /** Sections in their order, each with its clicks, spread over the time; at its end the way on. */
  private List<Interaction> interactions(Page page, Transition onward, long dwell) {
    List<PageArea> areas = page.areas();
    int needed = page.areaOf(onward);
    List<PageArea> seen = new ArrayList<>(areas.size());
    List<PageArea> clicked = new ArrayList<>(areas.size());
    for (int i = 0; i < areas.size(); i++) {
      if (i > needed && !random.chance(areas.get(i).seen())) {
        break;
      }
      seen.add(areas.get(i));
      if (random.chance(areas.get(i).clicked())) {
        clicked.add(areas.get(i));
      }
    }
    int moments = seen.size() + clicked.size() + 1;
    List<Interaction> interactions = new ArrayList<>(moments);
    int moment = 0;
    for (PageArea area : seen) {
      interactions.add(
          new Interaction(
              moment(dwell, moment++, moments), EventType.SECTION_VIEW, area.name(), null));
      if (clicked.contains(area)) {
        interactions.add(
            new Interaction(
                moment(dwell, moment++, moments),
                EventType.CLICK,
                area.name(),
                random.pick(area.elements())));
      }
    }
    if (onward.byClick()) {
      interactions.add(new Interaction(dwell, EventType.CLICK, onward.section(), onward.element()));
    }
    return interactions;
  }

  private long moment(long dwell, int moment, int moments) {
    return (long) (dwell * ((moment + random.unit()) / moments));
  }

  private long dwell(LogNormal dwell) {
    LogNormal drawn = found ? dwell.lengthBiased() : dwell;
    found = false;
    return Math.min(behaviour.longestDwell().toMillis(), drawn.draw(random));
  }

  private PageRequest again(PageRequest failed) {
    return new PageRequest(failed.number(), failed.page(), failed.product(), failed.path(), null);
  }

  private PageRequest request(int target, Transition by) {
    if (target == Transition.LEAVE) {
      return null;
    }
    Page page = behaviour.pages().get(target);
    int product = page.isOfProduct() ? shop.catalog().pick(random) : -1;
    return new PageRequest(target, page, product, shop.paths().path(target, product), by);
  }

  private static Transition draw(List<Transition> transitions, SeededRandom random) {
    double left = random.unit();
    for (Transition transition : transitions) {
      left -= transition.probability();
      if (left < 0) {
        return transition;
      }
    }
    return transitions.get(transitions.size() - 1);
  }
}
