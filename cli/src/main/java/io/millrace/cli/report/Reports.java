package io.millrace.cli.report;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The reports of the checkout; whoever adds a file to hql/reports adds one. */
public final class Reports {

  private static final String ENDING = ".hql";

  private final Path folder;

  public Reports(Checkout checkout) {
    this.folder = checkout.reports();
  }

  /** All of them, by name. */
  public List<Report> all() throws IOException {
    List<Report> reports = new ArrayList<>();
    for (String name : names()) {
      reports.add(Report.read(folder.resolve(name + ENDING)));
    }
    return reports;
  }

  /**
   * The report of that name.
   *
   * @throws CommandFailure naming those that there are
   */
  public Report require(String name) throws IOException {
    List<String> names = names();
    if (!names.contains(name)) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "There is no report '%s'; there are: %s. What they answer: millrace report list"
              .formatted(name, String.join(", ", names)));
    }
    return Report.read(folder.resolve(name + ENDING));
  }

  private List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "There is no folder %s with the reports: is this a whole checkout?".formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }
}
