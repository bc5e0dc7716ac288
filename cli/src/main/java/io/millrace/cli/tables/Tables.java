package io.millrace.cli.tables;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.warehouse.table.TableState;
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
   * Uploads the jars of Hive's functions and runs every script of hql/ddl, in the order of names,
   * then those that add what tables of earlier releases lack, and writes who answers for tables of
   * earlier releases.
   *
   * @return how many statements ran
   * @throws CommandFailure naming the script and the statement that Hive refused
   */
  public int apply(Hdfs hdfs) throws IOException {
    for (String module : FUNCTION_JARS) {
      Path jar = checkout.jar(module);
      hdfs.upload(jar, hdfs.root() + "/apps/lib/" + jar.getFileName());
    }
    List<HiveScript> scripts = scripts(checkout.ddl());
    List<HiveScript> additions = scripts(checkout.addedToTables());
    try (Hive hive = Hive.open(settings);
        Metastore metastore = Metastore.open(settings)) {
      int statements = run(hive, scripts);
      return statements
          + run(hive, additions.stream().filter(a -> lacks(metastore, a)).toList())
          + own(hive, metastore, scripts);
    }
  }

  /** Whether tables that are there have all columns that they had not in earlier releases. */
  boolean haveAllColumns(Metastore metastore) throws IOException {
    return scripts(checkout.addedToTables()).stream()
        .noneMatch(addition -> lacks(metastore, addition));
  }

  /** Writes owners of tables that are there already and say nobody's or another's name. */
  private static int own(Hive hive, Metastore metastore, List<HiveScript> scripts) {
    int statements = 0;
    for (HiveScript script : scripts) {
      for (TableOwner owner : TableOwner.of(script)) {
        TableState there =
            metastore.tables(owner.database(), List.of(owner.table())).get(owner.table());
        if (!there.owner().equals(owner.name())) {
          run(hive, script, owner.statement());
          statements++;
        }
      }
    }
    return statements;
  }

  /** Whether the table lacks the column, both of which the script's name says. */
  private static boolean lacks(Metastore metastore, HiveScript addition) {
    String[] name = addition.path().getFileName().toString().split("\\.", -1);
    return metastore.tables(name[0], List.of(name[1])).get(name[1]).columns().stream()
        .noneMatch(column -> column.name().equals(name[2]));
  }

  List<HiveScript> scripts(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT,
          "There is no folder %s with the tables' definitions: is this a whole checkout?"
              .formatted(folder));
    }
    List<HiveScript> scripts = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".hql")).sorted().toList()) {
        scripts.add(HiveScript.read(file));
      }
    }
    return scripts;
  }

  private static int run(Hive hive, List<HiveScript> scripts) {
    int statements = 0;
    for (HiveScript script : scripts) {
      for (String statement : script.statements()) {
        run(hive, script, statement);
        statements++;
      }
    }
    return statements;
  }

  private static void run(Hive hive, HiveScript script, String statement) {
    try {
      hive.execute(statement);
    } catch (CommandFailure e) {
      throw new CommandFailure(e.status(), script.path() + ": " + e.getMessage(), e);
    }
  }
}
