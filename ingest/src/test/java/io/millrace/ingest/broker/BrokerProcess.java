package io.millrace.ingest.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker in a process of its own, which can be killed and started again. */
public final class BrokerProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final int controllerPort;
  private Process process;

  private BrokerProcess(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  /** Starts one that keeps its state below that folder. */
  public static BrokerProcess start(Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("broker"));
    TestBroker.format(data);
    BrokerProcess broker = new BrokerProcess(folder, TestBroker.freePort(), TestBroker.freePort());
    broker.startAgain();
    return broker;
  }

  /** In the child: arguments are the folder and the two ports. */
  public static void main(String[] args) throws InterruptedException {
    KafkaConfig config =
        KafkaConfig.fromProps(
            TestBroker.settings(
                Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])),
            false);
    new KafkaRaftServer(config, Time.SYSTEM).startup();
    new CountDownLatch(1).await();
  }

  /** Starts a killed one with what it had, at the same address. */
  public void startAgain() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.resolve("broker").toString(),
                Integer.toString(port),
                Integer.toString(controllerPort))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
            .start();
  }

  public String brokers() {
    return "127.0.0.1:" + port;
  }

  /** Everything that lies on that topic now. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return TestBroker.read(brokers(), topic);
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
