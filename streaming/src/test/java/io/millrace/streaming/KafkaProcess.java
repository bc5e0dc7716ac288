package io.millrace.streaming;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real Kafka broker in a process of its own: it needs another Scala than Spark. Its jars are
 * those of the runtime that the cluster starts, which the build makes before this module.
 */
public final class KafkaProcess implements AutoCloseable {

  private static final Path JARS = Path.of("../cluster/runtimes/kafka/target/lib");

  private final Process broker;
  private final String address;
  private final Admin admin;

  private KafkaProcess(Process broker, String address) {
    this.broker = broker;
    this.address = address;
    this.admin = Admin.create(Map.of("bootstrap.servers", address));
  }

  public static KafkaProcess start(Path folder) throws Exception {
    assumeThat(JARS)
        .as("the runtime of Kafka, made by `mvn package -pl cluster/runtimes/kafka`")
        .isDirectory();
    int port = freePort();
    int controller = freePort();
    Path settings = folder.resolve("server.properties");
    Files.writeString(
        settings,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        log.cleaner.dedupe.buffer.size=4194304
        group.initial.rebalance.delay.ms=0
        """
            .formatted(controller, port, controller, folder.resolve("logs")));
    Process format =
        java(
            folder,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            settings.toString());
    if (!format.waitFor(1, TimeUnit.MINUTES) || format.exitValue() != 0) {
      throw new IOException("format failed: " + Files.readString(folder.resolve("out")));
    }
    KafkaProcess kafka =
        new KafkaProcess(java(folder, "kafka.Kafka", settings.toString()), "127.0.0.1:" + port);
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> !kafka.admin.describeCluster().nodes().get().isEmpty());
    return kafka;
  }

  public String brokers() {
    return address;
  }

  public Admin admin() {
    return admin;
  }

  public void create(String topic, int partitions) throws Exception {
    create(topic, partitions, Map.of());
  }

  /** With settings of its own. */
  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    // a topic of that name may still be on its way out
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              done(
                  admin
                      .createTopics(
                          List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                      .all());
              return true;
            });
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () ->
                admin
                        .describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .size()
                    == partitions);
  }

  public void delete(String topic) throws Exception {
    done(admin.deleteTopics(Set.of(topic)).all());
  }

  public void addPartitions(String topic, int count) throws Exception {
    done(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(count))).all());
  }

  /** As retention does: what is before an offset is gone. */
  public void deleteBefore(String topic, int partition, long offset) throws Exception {
    done(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  public void send(String topic, int partition, List<String> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        producer
            .send(
                new ProducerRecord<>(
                    topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
            .get(1, TimeUnit.MINUTES);
      }
    }
  }

  /** Lets it answer nobody until {@link #resume}. */
  public void pause() throws Exception {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void resume() throws Exception {
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", name, Long.toString(broker.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill " + name + " ended with " + kill.exitValue());
    }
  }

  @Override
  public void close() {
    admin.close();
    broker.destroyForcibly();
  }

  private static <T> T done(KafkaFuture<T> future) throws Exception {
    return future.get(1, TimeUnit.MINUTES);
  }

  private static Process java(Path folder, String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JARS.toAbsolutePath().normalize() + "/*",
                main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
