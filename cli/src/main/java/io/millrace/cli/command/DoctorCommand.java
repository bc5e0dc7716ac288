package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cluster.Doctor;
import io.millrace.cluster.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what this machine lacks and how to get it.",
      "Java, what is built, memory, disk, ports and who has taken them. Changes nothing. Ends with 3"
          + " when something is missing."
    },
    footer = {"  millrace doctor", "  millrace doctor --json"})
final class DoctorCommand extends HelpedCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DoctorCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() {
    List<Finding> findings = new Doctor(invocation().settings()).examine();
    if (json) {
      console().print(Json.text(Map.of("findings", findings.stream().map(this::asJson).toList())));
    } else {
      findings.forEach(this::print);
    }
    boolean fit = findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.MISSING);
    return fit ? ExitStatus.OK : ExitStatus.NOT_FIT;
  }

  private void print(Finding finding) {
    String mark =
        switch (finding.verdict()) {
          case OK -> "ok     ";
          case WARNING -> "warning";
          case MISSING -> "MISSING";
        };
    console()
        .print(
            finding.verdict() == Finding.Verdict.OK
                ? "%s  %s: %s".formatted(mark, finding.check(), finding.found())
                : "%s  %s".formatted(mark, finding.sentence()));
  }

  private Map<String, Object> asJson(Finding finding) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("check", finding.check());
    one.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    one.put("found", finding.found());
    one.put("needed", finding.needed());
    one.put("remedy", finding.remedy());
    return one;
  }
}
