package io.millrace.cli.tables;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Databases, functions and tables of the warehouse; all of it can be done again at any time. */
public final class Tables {

  private static final List<String> FUNCTION_JARS = List.of("model", "warehouse");

  private final ClusterSettings settings;
  private final Checkout checkout;

  public Tables(ClusterSettings settings, Checkout checkout) {
    this.settings = settings;
    this.checkout = checkout;
  }

  /**
   * Uploads the jars of Hive's functions and runs every script of hql/ddl, in the order of names.
   *
   * @return how many statements ran
   * @throws CommandFailure naming the script and the statement that Hive refused
   */
  public int apply(Hdfs hdfs) throws IOException {
    for (String module : FUNCTION_JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, hdfs.root() + "/apps/lib/" + jar.getFileName());
    }
    List<HiveScript> scripts = scripts();
    int statements = 0;
    try (Hive hive = Hive.open(settings)) {
      for (HiveScript script : scripts) {
        for (String statement : script.statements()) {
          run(hive, script, statement);
          statements++;
        }
      }
    }
    return statements;
  }

  List<HiveScript> scripts() throws IOException {
    if (!Files.isDirectory(checkout.ddl())) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "There is no folder %s with the tables' definitions: is this a whole checkout?"
              .formatted(checkout.ddl()));
    }
    List<HiveScript> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(checkout.ddl())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".hql")).sorted().toList()) {
        scripts.add(HiveScript.read(file));
      }
    }
    return scripts;
  }

  private static void run(Hive hive, HiveScript script, String statement) {
    try {
      hive.execute(statement);
    } catch (CommandFailure e) {
      throw new CommandFailure(e.status(), script.path() + ": " + e.getMessage(), e);
    }
  }
}
