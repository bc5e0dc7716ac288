package io.millrace.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures workloads in rounds. Each round runs each of them once, so that what else happens on the
 * machine meets them alike.
 *
 * @param warmUp rounds that do not count
 * @param counted rounds that do
 */
public record Rounds(int warmUp, int counted) {

  /** Measures that baseline and the others, and prints a line for each with its ratio to it. */
  public void compare(PrintWriter out, String title, Workload baseline, Workload... others)
      throws Exception {
    List<Workload> workloads = Stream.concat(Stream.of(baseline), Stream.of(others)).toList();
    List<Rates> rates = workloads.stream().map(w -> new Rates()).toList();
    for (int round = 0; round < warmUp + counted; round++) {
      for (int i = 0; i < workloads.size(); i++) {
        Timed timed = workloads.get(i).work().run();
        if (round >= warmUp) {
          rates.get(i).add(timed);
        }
      }
    }
    print(out, title, workloads, rates);
  }

  private void print(PrintWriter out, String title, List<Workload> workloads, List<Rates> rates) {
    int width = workloads.stream().mapToInt(w -> w.name().length()).max().orElseThrow();
    String name = "  %-" + width + "s ";
    out.printf("%n%s: records/s in %d rounds after %d to warm up%n", title, counted, warmUp);
    out.printf(
        name + "%11s %11s %11s  %14s  %s%n",
        "",
        "min",
        "median",
        "max",
        "CPU µs/record",
        "median / baseline's");
    double base = rates.get(0).median();
    for (int i = 0; i < workloads.size(); i++) {
      Rates of = rates.get(i);
      out.printf(
          Locale.ROOT,
          name + "%,11.0f %,11.0f %,11.0f  %14.2f  %.2f%n",
          workloads.get(i).name(),
          of.min(),
          of.median(),
          of.max(),
          of.cpuMicros(),
          of.median() / base);
    }
    out.flush();
  }
}
