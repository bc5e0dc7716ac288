package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries that the product is built on are used by classes that the demo goes through. */
@Order(60)
class NamedPackagesTest {

  private static final Set<Uses> ALL = new TreeSet<>();

  /** A class of the product and one of a library that it uses. */
  private record Uses(String product, String library) implements Comparable<Uses> {
    @Override
    public int compareTo(Uses other) {
      return toString().compareTo(other.toString());
    }
  }

  @BeforeAll
  static void askTheCompiledClasses() {
    List<String> arguments = new ArrayList<>(List.of("-verbose:class", "-filter:none"));
    Stream.of("cli", "cluster", "ingest", "model", "streaming", "warehouse")
        .map(module -> Path.of(module, "target", "millrace-" + module + ".jar"))
        .map(jar -> Checkout.root().resolve(jar).toString())
        .forEach(arguments::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, arguments.toArray(String[]::new));
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      if (words[0].startsWith("io.millrace.") && words.length > 2) {
        ALL.add(new Uses(words[0], words[2]));
      }
    }
  }

  @ParameterizedTest(name = "{0}: {2} uses {1}")
  @CsvSource({
    "hadoop-client,      org.apache.hadoop.fs.FileSystem,          io.millrace.cli.hdfs.Hdfs",
    "hadoop-client,      org.apache.hadoop.fs.FileContext,         io.millrace.streaming.LandingApp",
    "hadoop-yarn-client, org.apache.hadoop.yarn.client.api.YarnClient, io.millrace.cli.yarn.Applications",
    "hive-exec,          org.apache.hadoop.hive.ql.udf.generic.GenericUDF, io.millrace.warehouse.udf.TextUdf",
    "hive-jdbc,          org.apache.hive.jdbc.HiveDriver,          io.millrace.cli.tables.Hive",
    "spark-sql,          org.apache.spark.sql.SparkSession,        io.millrace.streaming.LandingApp",
    "spark-sql,          org.apache.spark.sql.SparkSession,        io.millrace.warehouse.CurateJob",
    "spark-hive,         org.apache.hadoop.hive.metastore.IMetaStoreClient, io.millrace.streaming.MetastoreCatalog",
    "kafka-clients,      org.apache.kafka.clients.producer.KafkaProducer, io.millrace.ingest.publish.FeedProducer",
    "oozie-client,       org.apache.oozie.client.OozieClient,      io.millrace.cli.workflow.WorkflowRun",
  })
  void aClassOfTheDemosWayUsesTheLibrary(String artifact, String library, String product) {
    assertThat(ALL).as(artifact).contains(new Uses(product, library));
  }

  @Test
  void theModelUsesNoneOfThem() {
    assertThat(ALL)
        .filteredOn(uses -> uses.product().startsWith("io.millrace.model."))
        .extracting(Uses::library)
        .noneMatch(
            library -> library.matches("org\\.apache\\.(hadoop|hive|spark|kafka|oozie)\\..*"));
  }
}
