package io.millrace.bench.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker with its controller, as a process of its own on this machine with the settings
 * that Kafka ships, but for its log on disk, which is deleted at the end.
 */
public final class LocalBroker implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final Process process;
  private final Path folder;
  private final String brokers;
  private final Thread atExit = new Thread(this::end, "broker's end");

  private LocalBroker(Process process, Path folder, String brokers) {
    this.process = process;
    this.folder = folder;
    this.brokers = brokers;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one and waits until it answers.
   *
   * @throws IOException when it does not within three minutes; the message names its output
   */
  public static LocalBroker start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("millrace-bench-");
    int port = freePort();
    Path settings = folder.resolve("server.properties");
    Files.writeString(settings, settings(folder, port, freePort()));
    format(folder);
    Path output = folder.resolve("broker.out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Those of kafka-server-start.sh.
                "-Xmx1g",
                "-Xms1g",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    LocalBroker broker = new LocalBroker(process, folder, "127.0.0.1:" + port);
    if (!broker.answers()) {
      String said = Files.readString(output);
      broker.close();
      throw new IOException("The broker did not start. It said: " + said);
    }
    return broker;
  }

  public String brokers() {
    return brokers;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", brokers));
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private boolean answers() throws InterruptedException {
    try (Admin admin = admin()) {
      admin.listTopics().names().get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
      return process.isAlive();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private void end() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("bench: " + folder + " could not be deleted: " + e.getMessage());
    }
  }

  private static String settings(Path folder, int port, int controllerPort) throws IOException {
    Properties settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("log.dirs", folder.resolve("log").toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            // What a round wrote goes as soon as its topic is deleted.
            Map.entry("log.segment.delete.delay.ms", "0")));
    StringWriter text = new StringWriter();
    settings.store(text, null);
    return text.toString();
  }

  private static void format(Path folder) throws IOException {
    String log = Files.createDirectory(folder.resolve("log")).toString();
    Formatter formatter =
        new Formatter()
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(1)
            .setControllerListenerName("CONTROLLER")
            .setMetadataLogDirectory(log)
            .addDirectory(log)
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IOException("The broker's folder " + log + " cannot be made ready.", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
