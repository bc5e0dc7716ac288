package io.millrace.cluster.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.ProgressListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlanTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Step step(String name, String... needs) {
    return new Step(name, Set.of(needs), () -> log.add(name));
  }

  private static void run(Step... steps) throws Exception {
    new Plan(List.of(steps)).run(ProgressListener.SILENT, Clock.systemUTC());
  }

  @Test
  void aStepBeginsAfterAllThatItNeeds() throws Exception {
    run(step("c", "a", "b"), step("b", "a"), step("a"));

    assertThat(log).containsExactly("a", "b", "c");
  }

  @Test
  void stepsThatDoNotNeedEachOtherRunAtTheSameTime() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    Step.Action meet = () -> together.await(10, TimeUnit.SECONDS);

    run(
        new Step("a", Set.of(), meet),
        new Step("b", Set.of(), meet),
        new Step("c", Set.of(), meet),
        step("d", "a", "b", "c"));

    assertThat(log).containsExactly("d");
  }

  @Test
  void theFirstFailureIsReportedTheOthersAreInterruptedAndNoneFollows() {
    CountDownLatch waiting = new CountDownLatch(1);
    Step fails =
        new Step(
            "fails",
            Set.of(),
            () -> {
              waiting.await();
              throw new IOException("no space");
            });
    Step waits =
        new Step(
            "waits",
            Set.of(),
            () -> {
              waiting.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                log.add("interrupted");
              }
            });

    assertThatThrownBy(() -> run(fails, waits, step("after", "fails")))
        .isInstanceOf(StepFailedException.class)
        .hasMessage("fails: no space")
        .satisfies(e -> assertThat(((StepFailedException) e).step()).isEqualTo("fails"));
    assertThat(log).containsExactly("interrupted");
  }

  @Test
  void anErrorIsAFailureToo() {
    Step broken =
        new Step(
            "broken",
            Set.of(),
            () -> {
              throw new NoClassDefFoundError("org/example/Missing");
            });

    assertThatThrownBy(() -> run(broken)).hasMessageContaining("org/example/Missing");
  }

  @Test
  void theListenerHearsHowFarItIs() throws Exception {
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void began(String step, int done, int total) {
            log.add("+" + step + " " + done + "/" + total);
          }

          @Override
          public void ended(String step, Duration took, int done, int total) {
            log.add("-" + step + " " + done + "/" + total);
          }
        };
    Step first = new Step("a", Set.of(), () -> {});
    Step second = new Step("b", Set.of("a"), () -> {});

    new Plan(List.of(first, second)).run(listener, Clock.systemUTC());

    assertThat(log).containsExactly("+a 0/2", "-a 1/2", "+b 1/2", "-b 2/2");
  }

  @Test
  void aCircleAnUnknownNeedAndANameUsedTwiceAreRefused() {
    assertThatThrownBy(() -> new Plan(List.of(step("a", "b"), step("b", "a"))))
        .hasMessageContaining("circle");
    assertThatThrownBy(() -> new Plan(List.of(step("a", "nobody"))))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> new Plan(List.of(step("a"), step("a"))))
        .hasMessageContaining("Two steps are called a");
  }
}
