package io.millrace.ingest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.ingest.generate.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final int VISITS = 200_000;

  private final Behaviour behaviour = BehaviourTest.bundled();
  private final Shop shop = BehaviourTest.shop(behaviour);

  @Test
  void theFunnelOfManyVisitsHasTheConversionsThatFollowFromTheFile() {
    // given what the file says
    double[] expected = new PageChain(behaviour).conversions();
    FunnelCount funnel = new FunnelCount(behaviour.funnel());

    // when
    SeededRandom random = new SeededRandom(11);
    for (int i = 0; i < VISITS; i++) {
      FunnelCount.Progress progress = funnel.begin();
      Walk walk = Walk.begin(behaviour, shop, random);
      for (PageRequest page = walk.next(); page != null; page = walk.next()) {
        int status = page.page().answer(random).status();
        progress.got(page.number(), status);
        walk.stay(status);
      }
    }

    // then each step is within four standard deviations of a binomial share
    assertThat(funnel.visits()).isEqualTo(VISITS);
    long before = VISITS;
    for (int step = 0; step < expected.length; step++) {
      double share = expected[step];
      double deviation = Math.sqrt(share * (1 - share) / before);
      assertThat(funnel.reached(step) / (double) before)
          .as("step %d of the funnel", step)
          .isCloseTo(share, within(4 * deviation));
      before = funnel.reached(step);
    }
    assertThat(before).isGreaterThan(VISITS / 20);
  }

  @Test
  void theFilesCommentSaysTheConversionsThatFollowFromIt() {
    // the comment above the funnel in conf/sites.yaml says 77 %, 28 %, 50 %, 66 %
    assertThat(new PageChain(behaviour).conversions())
        .containsExactly(new double[] {0.767, 0.278, 0.496, 0.663}, within(0.0005));
  }

  @Test
  void pagesAreAskedForAsOftenAsTheChainSays() {
    // given
    double[] expected = new PageChain(behaviour).requests();

    // when
    double[] requests = new double[expected.length];
    SeededRandom random = new SeededRandom(12);
    for (int i = 0; i < VISITS; i++) {
      Walk walk = Walk.begin(behaviour, shop, random);
      for (PageRequest page = walk.next(); page != null; page = walk.next()) {
        requests[page.number()]++;
        walk.stay(page.page().answer(random).status());
      }
    }

    // then: a visit asks for a page at most some times, so two percent is far more than chance
    for (int page = 0; page < expected.length; page++) {
      assertThat(requests[page] / VISITS)
          .as(behaviour.pages().get(page).name())
          .isCloseTo(expected[page], within(0.02 * expected[page] + 0.002));
    }
  }

  @Property(tries = 200)
  void theSameSeedWalksTheSameWay(@ForAll long seed) {
    assertThat(walked(seed)).isEqualTo(walked(seed)).isNotEmpty();
  }

  @Property(tries = 500)
  void whatIsDoneOnAPageLiesWithinTheStayInOrder(@ForAll long seed) {
    for (Stay stay : walked(seed)) {
      assertThat(stay.dwellMillis()).isBetween(1L, behaviour.longestDwell().toMillis());
      assertThat(stay.interactions()).extracting(Interaction::afterMillis).isSorted();
      assertThat(stay.interactions())
          .allSatisfy(i -> assertThat(i.afterMillis()).isBetween(0L, stay.dwellMillis()));
    }
  }

  @Test
  void onlyASectionThatWasSeenIsClicked() {
    for (long seed = 0; seed < 500; seed++) {
      for (Stay stay : walked(seed)) {
        List<String> seen = new ArrayList<>();
        for (Interaction interaction : stay.interactions()) {
          if (interaction.type() == EventType.SECTION_VIEW) {
            seen.add(interaction.section());
          }
          assertThat(seen).contains(interaction.section());
        }
        assertThat(seen).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void theWayToTheCartIsAClickOnAddToCart() {
    // given
    int cart = BehaviourTest.pageNames(behaviour).indexOf("cart");
    SeededRandom random = new SeededRandom(13);
    int added = 0;

    // when
    for (int i = 0; i < 2_000; i++) {
      Walk walk = Walk.begin(behaviour, shop, random);
      while (walk.next() != null) {
        PageRequest at = walk.next();
        Stay stay = walk.stay(Page.OK);
        PageRequest next = walk.next();
        if (at.page().isOfProduct() && next != null && next.number() == cart) {
          // then
          Interaction last = stay.interactions().get(stay.interactions().size() - 1);
          assertThat(last)
              .isEqualTo(
                  new Interaction(
                      stay.dwellMillis(), EventType.CLICK, "product_details", "add_to_cart"));
          added++;
        }
      }
    }
    assertThat(added).isPositive();
  }

  @Test
  void afterAnErrorNothingIsDoneAndThePageIsAskedForAgainOrHomeOrNothing() {
    // given
    int home = BehaviourTest.pageNames(behaviour).indexOf("home");
    SeededRandom random = new SeededRandom(14);
    int again = 0;
    int left = 0;

    // when
    for (int i = 0; i < VISITS; i++) {
      Walk walk = Walk.begin(behaviour, shop, random);
      PageRequest failed = walk.next();
      Stay stay = walk.stay(500);

      // then
      assertThat(stay.interactions()).isEmpty();
      if (walk.next() == null) {
        left++;
      } else if (walk.next().path().equals(failed.path()) && failed.number() != home) {
        again++;
      } else {
        assertThat(walk.next().number()).isEqualTo(home);
      }
    }
    assertThat(left / (double) VISITS).isCloseTo(0.30, within(0.005));
    assertThat(again / (double) VISITS).isCloseTo(0.45 * 0.50, within(0.005));
  }

  private List<Stay> walked(long seed) {
    List<Stay> stays = new ArrayList<>();
    SeededRandom random = new SeededRandom(seed);
    Walk walk = Walk.begin(behaviour, shop, random);
    while (walk.next() != null) {
      stays.add(walk.stay(walk.next().page().answer(random).status()));
    }
    return stays;
  }
}
