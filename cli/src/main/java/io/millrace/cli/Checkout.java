package io.millrace.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are in the project's folder.
 *
 * @param root the folder
 */
public record Checkout(Path root) {

  /** The feeds' declarations. */
  public Path feeds() {
    return root.resolve("conf/feeds");
  }

  /** How the simulated sites' visitors behave. */
  public Path sites() {
    return root.resolve("conf/sites.yaml");
  }

  /** The funnels' declarations. */
  public Path funnels() {
    return root.resolve("conf/funnels.yaml");
  }

  /** The rules by which payments are looked at for fraud. */
  public Path fraudRules() {
    return root.resolve("conf/fraud-rules.yaml");
  }

  /** What is asked of tables after each load. */
  public Path quality() {
    return root.resolve("conf/quality.yaml");
  }

  /** How long tables are kept. */
  public Path keepTimes() {
    return root.resolve("conf/retention.yaml");
  }

  /** What is never dropped. */
  public Path legalHolds() {
    return root.resolve("conf/legal-hold.yaml");
  }

  /** The HTTP collector's settings. */
  public Path collectorSettings() {
    return root.resolve("conf/collector.yaml");
  }

  /** From where it is known where addresses are. */
  public Path geography() {
    return root.resolve("conf/geography.yaml");
  }

  /** The streaming application's settings. */
  public Path streamingSettings() {
    return root.resolve("conf/streaming.yaml");
  }

  /** The scripts that make databases and tables. */
  public Path ddl() {
    return root.resolve("hql/ddl");
  }

  /** The scripts that add a column each to a table of an earlier release: database.table.column. */
  public Path addedToTables() {
    return ddl().resolve("added");
  }

  /** What curation adds to a feed's columns; there is no such file when it adds nothing. */
  public Path addedColumns(String feed) {
    return root.resolve("hql/dw").resolve(feed + ".hql");
  }

  /** How HiveQL computes what curation adds; there is no such file when it adds nothing. */
  public Path computedColumns(String feed) {
    return root.resolve("hql/now").resolve(feed + ".hql");
  }

  /** All HiveQL. */
  public Path hql() {
    return root.resolve("hql");
  }

  /** The analysts' questions, a query each. */
  public Path reports() {
    return hql().resolve("reports");
  }

  /** The workflows, a folder each. */
  public Path workflows() {
    return root.resolve("oozie/workflows");
  }

  /** The coordinators, a folder each. */
  public Path coordinators() {
    return root.resolve("oozie/coordinators");
  }

  /** The bundles of coordinators, a folder each. */
  public Path bundles() {
    return root.resolve("oozie/bundles");
  }

  /** The bundled real samples. */
  public Path samples() {
    return root.resolve("samples");
  }

  /**
   * The built jar of a module.
   *
   * @throws CommandFailure if it is not built
   */
  public Path jar(String module) {
    Path jar = root.resolve(module).resolve("target").resolve("millrace-" + module + ".jar");
    if (!Files.exists(jar)) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "%s is not built. Build it in %s with: mvn -DskipTests package".formatted(jar, root));
    }
    return jar;
  }
}
