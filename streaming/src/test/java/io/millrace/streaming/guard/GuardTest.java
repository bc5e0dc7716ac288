package io.millrace.streaming.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.streaming.WantedApplication;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuardTest {

  private final Notes notes = new Notes();
  private final Yarn yarn = new Yarn();
  private final Guard guard = new Guard(notes, yarn);

  @Test
  void whatIsWantedAndNotThereIsStarted() throws IOException {
    notes.want("streaming", "start-1");

    guard.look();

    assertThat(yarn.active("streaming")).containsExactly("streaming#1");
  }

  @Test
  void whatRunsIsLeftAlone() throws IOException {
    notes.want("streaming", "start-1");
    guard.look();

    guard.look();

    assertThat(yarn.submitted).containsExactly("streaming#1");
  }

  @Test
  void eachOfSeveralApplicationsIsLookedAt() throws IOException {
    notes.want("streaming-orders", "start-1");
    notes.want("streaming-activity", "start-2");
    yarn.running.put("running#0", "streaming-orders");

    guard.look();

    assertThat(yarn.submitted).containsExactly("streaming-activity#1");
  }

  @Test
  void whatNobodyWantsIsNotStarted() throws IOException {
    guard.look();

    assertThat(yarn.submitted).isEmpty();
  }

  @Test
  void whatIsStoppedWhileItIsSubmittedIsKilledAgain() throws IOException {
    notes.want("streaming", "start-1");
    yarn.meanwhile = () -> notes.wanted.clear();

    guard.look();

    assertThat(yarn.submitted).hasSize(1);
    assertThat(yarn.running).isEmpty();
  }

  @Test
  void whatIsStartedAnewWhileItIsSubmittedIsLeftToThatStart() throws IOException {
    notes.want("streaming", "start-1");
    yarn.meanwhile = () -> notes.want("streaming", "start-2");

    guard.look();

    assertThat(yarn.running).isEmpty();
  }

  private static final class Notes implements Guard.Wanted {
    private final Map<String, WantedApplication> wanted = new TreeMap<>();

    void want(String tag, String start) {
      wanted.put(tag, new WantedApplication(tag, List.of("--name", tag), start, Instant.EPOCH));
    }

    @Override
    public List<WantedApplication> all() {
      return List.copyOf(wanted.values());
    }

    @Override
    public Optional<WantedApplication> now(String tag) {
      return Optional.ofNullable(wanted.get(tag));
    }
  }

  private static final class Yarn implements Guard.Scheduler {
    private final Map<String, String> running = new TreeMap<>();
    private final List<String> submitted = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    @Override
    public List<String> active(String tag) {
      return running.entrySet().stream()
          .filter(e -> e.getValue().equals(tag))
          .map(Map.Entry::getKey)
          .toList();
    }

    @Override
    public void submit(WantedApplication application) {
      String id = application.tag() + "#" + (submitted.size() + 1);
      submitted.add(id);
      running.put(id, application.tag());
      meanwhile.run();
    }

    @Override
    public void kill(String id) {
      running.remove(id);
    }
  }
}
