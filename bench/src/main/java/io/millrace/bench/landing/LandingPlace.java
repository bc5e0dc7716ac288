package io.millrace.bench.landing;

import io.millrace.cluster.Captured;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.ToolCommand;
import io.millrace.cluster.Tools;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where contenders land, in HDFS and in the metastore: the feed activity under names of this run,
 * one for each wire format. All of it goes at the end.
 */
final class LandingPlace implements AutoCloseable {
  private static final List<WireFormat> FORMATS = List.of(WireFormat.JSON, WireFormat.AVRO);

  private final Tools tools;
  private final Path declarations;
  private final String suffix;
  private final String root;

  private LandingPlace(ClusterSettings settings) {
    this.tools = new Tools(settings);
    this.declarations = settings.checkout().resolve("conf/feeds");
    this.suffix = "_" + System.currentTimeMillis() / 1_000;
    this.root = settings.hdfsUri() + "/bench" + suffix;
  }

  /**
   * Declares the feeds and makes their tables.
   *
   * @throws IOException when the cluster does not, with what it said
   */
  static LandingPlace make(ClusterSettings settings) throws IOException, InterruptedException {
    LandingPlace place = new LandingPlace(settings);
    StringBuilder tables = new StringBuilder();
    for (WireFormat format : FORMATS) {
      String name = place.name(format);
      String version = new FeedPaths(place.declared(format)).version(name, 1);
      place.hdfs("-mkdir", "-p", version, place.root(format));
      place.put(place.text("activity.yaml", name), version + "/feed.yaml");
      place.put(place.text("activity.avsc", name), version + "/feed.avsc");
      tables.append(
          "CREATE EXTERNAL TABLE raw.%s LIKE raw.activity LOCATION '%s/raw/%s';"
              .formatted(name, place.root(format), name));
    }
    place.hive(tables.toString());
    return place;
  }

  Feed feed(WireFormat format) throws IOException {
    String name = name(format);
    return FeedCatalog.parse(name, text("activity.yaml", name), text("activity.avsc", name))
        .toBuilder()
        .wireFormat(format)
        .build();
  }

  /** The folder of declarations that has that feed alone. */
  String declared(WireFormat format) {
    return root(format) + "/feeds";
  }

  String root(WireFormat format) {
    return folder(format.declared());
  }

  String folder(String name) {
    return root + "/" + name;
  }

  private String name(WireFormat format) {
    return "bench_" + format.declared() + suffix;
  }

  private String text(String file, String feed) throws IOException {
    return Files.readString(declarations.resolve(file))
        .replace("feed: activity", "feed: " + feed)
        .replace("topic: activity", "topic: " + feed)
        .replace("\"name\": \"activity\"", "\"name\": \"" + feed + "\"");
  }

  private void put(String text, String target) throws IOException, InterruptedException {
    Path file = Files.createTempFile("millrace-bench-", ".feed");
    Files.writeString(file, text);
    hdfs("-put", file.toString(), target);
    Files.delete(file);
  }

  private void hdfs(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("dfs"));
    all.addAll(List.of(arguments));
    run(tools.hdfs(all));
  }

  private void hive(String statements) throws IOException, InterruptedException {
    run(tools.beeline(List.of("-e", statements)));
  }

  private static void run(ToolCommand command) throws IOException, InterruptedException {
    Captured captured = command.capture();
    if (captured.exitCode() != 0) {
      throw new IOException(
          "The cluster does not take part; is it up, with `millrace feed apply activity`? It said: "
              + captured.err().strip());
    }
  }

  @Override
  public void close() throws IOException {
    StringBuilder tables = new StringBuilder();
    FORMATS.forEach(
        format -> tables.append("DROP TABLE IF EXISTS raw.%s;".formatted(name(format))));
    try {
      hive(tables.toString());
      hdfs("-rm", "-r", "-skipTrash", root);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
