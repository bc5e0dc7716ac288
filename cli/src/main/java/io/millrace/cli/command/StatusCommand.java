package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cluster.ProgressListener;
import io.millrace.cluster.ServiceStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace status}. */
@Command(
    name = "status",
    description = {
      "Shows each service: state, process, ports, memory, uptime.",
      "Ends with 0 when all are running, else with 6."
    },
    footer = {"  millrace status", "  millrace status --json"})
final class StatusCommand extends HelpedCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  StatusCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    List<ServiceStatus> services = invocation().cluster(ProgressListener.SILENT).status();
    console().print(json ? Json.text(asJson(services)) : asTable(services).toString());
    boolean running =
        services.stream().allMatch(service -> service.state() == ServiceStatus.State.RUNNING);
    return running ? ExitStatus.OK : ExitStatus.NOT_RUNNING;
  }

  static TextTable asTable(List<ServiceStatus> services) {
    TextTable table = new TextTable("SERVICE", "STATE", "PID", "PORTS", "MEMORY", "UPTIME");
    for (ServiceStatus service : services) {
      table.row(
          service.service(),
          state(service),
          service.pid().isPresent() ? service.pid().getAsLong() : "-",
          service.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")),
          service.residentBytes().isPresent()
              ? Words.bytes(service.residentBytes().getAsLong())
              : "-",
          service.uptime().map(Words::of).orElse("-"));
    }
    long total = services.stream().mapToLong(s -> s.residentBytes().orElse(0)).sum();
    return table.row("total", "", "", "", Words.bytes(total), "");
  }

  static Map<String, Object> asJson(List<ServiceStatus> services) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("services", services.stream().map(StatusCommand::asJson).toList());
    all.put("resident_bytes", services.stream().mapToLong(s -> s.residentBytes().orElse(0)).sum());
    return all;
  }

  private static Map<String, Object> asJson(ServiceStatus service) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("service", service.service());
    one.put("state", state(service));
    one.put("pid", service.pid().isPresent() ? service.pid().getAsLong() : null);
    one.put("ports", service.ports());
    one.put(
        "resident_bytes",
        service.residentBytes().isPresent() ? service.residentBytes().getAsLong() : null);
    one.put("uptime_seconds", service.uptime().map(Duration::toSeconds).orElse(null));
    return one;
  }

  private static String state(ServiceStatus service) {
    return service.state().name().toLowerCase(Locale.ROOT);
  }
}
