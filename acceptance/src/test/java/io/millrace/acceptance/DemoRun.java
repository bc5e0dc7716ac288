package io.millrace.acceptance;

import io.millrace.acceptance.Yarn.Application;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A demo, and what YARN and the system showed while it ran.
 *
 * @param outcome how it ended
 * @param applications what YARN's applications were like at different moments
 * @param programs the programs that ran in the streaming application's containers
 * @param exposed the sockets that were listened on beyond loopback, by program and port
 */
record DemoRun(
    Outcome outcome,
    List<Application> applications,
    List<Processes.Running> programs,
    Set<Exposed> exposed) {

  /** A program that listens beyond loopback. */
  record Exposed(String program, int port) {}

  private static final Duration LONGEST = Duration.ofMinutes(12);

  /** Runs the demo and looks every other second. */
  static DemoRun watched(TestCluster cluster) {
    List<Application> applications = new CopyOnWriteArrayList<>();
    List<Processes.Running> programs = new CopyOnWriteArrayList<>();
    Set<Exposed> exposed = ConcurrentHashMap.newKeySet();
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    try {
      Millrace.Running demo = cluster.millrace().start("demo");
      ScheduledFuture<?> looks =
          watch.scheduleWithFixedDelay(
              () -> look(cluster, applications, programs, exposed), 1, 2, TimeUnit.SECONDS);
      Outcome outcome = demo.await(LONGEST);
      looks.cancel(false);
      return new DemoRun(
          outcome, List.copyOf(applications), List.copyOf(programs), Set.copyOf(exposed));
    } finally {
      watch.shutdownNow();
    }
  }

  /** The states that an application was seen in, in order. */
  List<Application> seen(String name) {
    return applications.stream().filter(a -> a.name().equals(name)).toList();
  }

  private static void look(
      TestCluster cluster,
      List<Application> applications,
      List<Processes.Running> programs,
      Set<Exposed> exposed) {
    List<Processes.Running> processes = cluster.processes().all();
    Sockets.of(processes).stream()
        .filter(socket -> !socket.onLoopback())
        .map(socket -> new Exposed(socket.process().program(), socket.port()))
        .forEach(exposed::add);
    List<Application> now;
    try {
      now = cluster.yarn().applications();
    } catch (UncheckedIOException | AssertionError e) {
      // it does not answer yet
      return;
    }
    now.stream().filter(a -> !applications.contains(a)).forEach(applications::add);
    now.stream()
        .filter(application -> application.name().equals("millrace-streaming"))
        .flatMap(application -> processes.stream().filter(p -> p.names(application.id())))
        .filter(Processes.Running::isJava)
        .filter(process -> programs.stream().noneMatch(p -> p.pid() == process.pid()))
        .forEach(programs::add);
  }
}
