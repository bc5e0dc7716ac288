package io.millrace.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cli.Checkout;
import io.millrace.cli.Console;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.stream.CommitLog;
import io.millrace.cli.tables.Hive;
import io.millrace.cli.tables.Metastore;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.site.Placeholders;
import io.millrace.cluster.site.SiteFiles;
import io.millrace.model.feed.FeedCatalog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Has the classes loaded that commands need. The build runs it once, in a JVM that archives what it
 * has loaded, so that every command starts in half the time. There is no cluster, so that whatever
 * asks for one is refused at once; what fails here only makes commands start more slowly.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param args the checkout, and a folder for the site files of a cluster that never runs
   */
  public static void main(String[] args) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Path checkout = Path.of(args[0]).toAbsolutePath().normalize();
    ClusterSettings settings =
        new ClusterSettings(checkout, Path.of(args[1]), ClusterSettings.GREATEST_OFFSET);
    new SiteFiles(Placeholders.of(settings))
        .render(checkout.resolve("yarn-conf/embedded"), settings.hadoopConf().getParent());
    for (Callable<?> part : parts(settings)) {
      try {
        part.call();
      } catch (Exception e) {
        System.out.println(e);
      }
    }
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    Clock clock = Clock.systemUTC();
    Invocation invocation =
        new Invocation(
            checkout,
            Map.of("MILLRACE_HOME", args[1]),
            clock,
            new Console(nowhere, nowhere, false, clock));
    for (String command : List.of("down", "status", "feed check activity", "report list", "help")) {
      Millrace.run(invocation, command.split(" ", -1));
    }
    // clients that were refused have threads that go on
    System.exit(0);
  }

  private static List<Callable<?>> parts(ClusterSettings settings) {
    return List.of(
        () -> FeedCatalog.load(new Checkout(settings.checkout()).feeds()),
        () -> {
          try (Hdfs hdfs = Hdfs.open(settings)) {
            return new FeedStore(hdfs).versions().feeds();
          }
        },
        () -> {
          try (Hdfs hdfs = Hdfs.open(settings)) {
            return new CommitLog(hdfs, "activity").last();
          }
        },
        () -> {
          try (Applications applications = Applications.open(settings)) {
            return applications.active("none");
          }
        },
        () -> {
          try (Hive hive = Hive.open(settings)) {
            return hive;
          }
        },
        () -> {
          try (Metastore metastore = Metastore.open(settings)) {
            return metastore.days("raw", "activity");
          }
        },
        () -> OozieServer.of(settings).ask(client -> client.getJobsInfo("", 1, 1)),
        () -> {
          try (Admin admin =
              Admin.create(
                  Map.of(
                      AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                      settings.brokers(),
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                      500,
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                      500))) {
            return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
          }
        });
  }
}
