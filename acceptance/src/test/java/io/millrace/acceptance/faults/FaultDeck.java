package io.millrace.acceptance.faults;

import io.millrace.model.landing.LandingStore;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Kinds of faults in an order that the seed decides: each kind once before any comes again. */
final class FaultDeck {

  private static final List<String> MOMENTS = List.of("before", "after");

  /** Asked only when a driver takes a feed over. */
  private static final List<String> OF_TAKING_OVER = List.of("last", "unpublished");

  private static final int MOST_MISSES = 2;

  private final List<Fault> kinds;
  private final Random random;
  private final Map<Fault, Integer> misses = new HashMap<>();
  private final Deque<Fault> deck = new ArrayDeque<>();

  private FaultDeck(List<Fault> kinds, Random random) {
    this.kinds = new ArrayList<>(kinds);
    this.random = random;
  }

  /** All that can befall a driver, and all daemons that it needs. */
  static FaultDeck everything(Random random) {
    List<Fault> kinds = new ArrayList<>(ofDrivers());
    for (String service : List.of("metastore", "namenode", "datanode", "kafka")) {
      kinds.add(new DaemonKilled(service));
    }
    kinds.add(new QuotaReached());
    return new FaultDeck(kinds, random);
  }

  /** All that can befall the application on YARN, and the daemons that it needs. */
  static FaultDeck onYarn(Random random) {
    List<Fault> kinds = new ArrayList<>();
    for (YarnApplication.Part part : YarnApplication.Part.values()) {
      kinds.add(new ContainerKilled(part));
    }
    kinds.add(new DriverPaused());
    for (String service :
        List.of("nodemanager", "resourcemanager", "metastore", "namenode", "datanode", "kafka")) {
      kinds.add(new DaemonKilled(service));
    }
    return new FaultDeck(kinds, random);
  }

  /** What nobody else notices who uses the cluster at the same time. */
  static FaultDeck unnoticed(Random random) {
    return new FaultDeck(
        List.of(
            new DriverHalted("store.append", "after"),
            new DriverHalted("raw.rename", "after"),
            new DriverHalted("store.register", "after"),
            new DriverHalted("task.close", "before"),
            new SuccessorHalted("store.append", "after"),
            new TaskFails("task.close", "before"),
            new TwoDrivers("store.append")),
        random);
  }

  /** The driver did not come to that fault's point; one that it never comes to is left out. */
  void missed(Fault fault) {
    if (misses.merge(fault, 1, Integer::sum) == MOST_MISSES) {
      kinds.remove(fault);
    }
  }

  Fault next() {
    if (deck.isEmpty()) {
      List<Fault> shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.remove();
  }

  private static List<Fault> ofDrivers() {
    List<Fault> faults = new ArrayList<>();
    for (String moment : MOMENTS) {
      for (String step : stepsOfTheProtocol()) {
        faults.add(
            OF_TAKING_OVER.contains(step)
                ? new SuccessorHalted("store." + step, moment)
                : new DriverHalted("store." + step, moment));
      }
      faults.add(new SuccessorHalted("store.append", moment));
      for (String point : List.of("task.create", "task.close", "closed.create")) {
        faults.add(new DriverHalted(point, moment));
      }
      for (String point : List.of("task.create", "task.close")) {
        faults.add(new TaskFails(point, moment));
      }
    }
    for (String half :
        List.of(
            "log.create",
            "raw.rename",
            "mark.create",
            "reopened.create",
            "reopened.rename",
            "closed.rename",
            "compaction.create",
            "compaction.delete")) {
      faults.add(new DriverHalted(half, "after"));
    }
    for (String point : List.of("store.append", "raw.rename", "store.register", "mark.create")) {
      faults.add(new TwoDrivers(point));
    }
    faults.add(new DriverKilled());
    return faults;
  }

  private static List<String> stepsOfTheProtocol() {
    return Arrays.stream(LandingStore.class.getMethods())
        .sorted(Comparator.comparing(Method::getName))
        .map(Method::getName)
        .toList();
  }
}
