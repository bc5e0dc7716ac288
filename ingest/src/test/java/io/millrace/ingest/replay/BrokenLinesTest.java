package io.millrace.ingest.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.mapping.BreakReason;
import io.millrace.ingest.publish.DeadLetter;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of which one line in a hundred is broken, each in one of the ways that files break. */
class BrokenLinesTest {
  private static final int LINES = 10_000;
  private static final int ONE_IN = 100;
  private static final String GOOD =
      "10.0.0.%d - - [17/May/2015:10:05:%02d +0000] \"GET /page/%d HTTP/1.1\" 200 17 \"-\" \"Zürich\"";

  @TempDir static Path brokerFolder;
  @TempDir Path folder;

  private static TestBroker broker;

  private final Map<Long, byte[]> brokenLines = new TreeMap<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void goodLinesArriveAndBrokenOnesAreDeadLetters() throws Exception {
    Feed activity = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
    Path file = fileWithBrokenLines();

    ReplayResult result =
        OneFile.replay(
            new Replayer(ReplaySettings.of(broker.brokers()), run -> {}, Clock.systemUTC()),
            activity,
            file,
            Optional.of("access-log"),
            progress -> {});

    long broken = LINES / ONE_IN;
    assertThat(result.lines()).isEqualTo(LINES);
    assertThat(result.run().records()).isEqualTo(LINES - broken);
    assertThat(result.run().deadLetters()).isEqualTo(broken);
    assertThat(result.deadLetters())
        .isEqualTo(
            Map.of(
                "EMPTY", 20L,
                "BINARY", 20L,
                "MALFORMED", 20L,
                "TOO_LONG", 20L,
                "ENCODING", 20L));
    assertThat(broker.read(activity.topic())).hasSize((int) (LINES - broken));
    Map<Long, DeadLetter> letters = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.read(activity.dlqTopic())) {
      DeadLetter letter = DeadLetter.parse(record.value());
      letters.put(letter.line(), letter);
      assertThat(letter.runId()).isEqualTo(result.run().runId());
      assertThat(letter.source()).isEqualTo("broken.log");
    }
    assertThat(letters.keySet()).isEqualTo(brokenLines.keySet());
    letters.forEach((number, letter) -> assertTells(letter, brokenLines.get(number)));
  }

  private static void assertTells(DeadLetter letter, byte[] line) {
    assertThat(letter.reason()).isEqualTo(expected((int) (letter.line() / ONE_IN)).name());
    assertThat(letter.length()).isEqualTo(line.length);
    assertThat(letter.sha256())
        .isEqualTo(HexFormat.of().formatHex(Sha256.newDigest().digest(line)));
    assertThat(Base64.getDecoder().decode(letter.payloadBase64()))
        .isEqualTo(Arrays.copyOf(line, Math.min(line.length, Line.HEAD_BYTES)));
  }

  private Path fileWithBrokenLines() throws Exception {
    Path file = folder.resolve("broken.log");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long number = 1; number <= LINES; number++) {
        byte[] line = GOOD.formatted(number % 250, number % 60, number).getBytes(UTF_8);
        if (number % ONE_IN == 0) {
          line = broken((int) (number / ONE_IN), line);
          brokenLines.put(number, line);
        }
        out.write(line);
        out.write('\n');
      }
    }
    return file;
  }

  private static byte[] broken(int index, byte[] good) {
    return switch (expected(index)) {
      case EMPTY -> new byte[0];
      case BINARY -> new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 13, (byte) 0xff};
      case MALFORMED -> Arrays.copyOf(good, good.length / 2);
      case TOO_LONG -> {
        byte[] line = new byte[1_048_576];
        Arrays.fill(line, (byte) 'x');
        System.arraycopy(good, 0, line, 0, good.length);
        yield line;
      }
      case ENCODING -> new String(good, UTF_8).getBytes(ISO_8859_1);
      default -> throw new IllegalStateException();
    };
  }

  private static BreakReason expected(int index) {
    return new BreakReason[] {
          BreakReason.EMPTY,
          BreakReason.BINARY,
          BreakReason.MALFORMED,
          BreakReason.TOO_LONG,
          BreakReason.ENCODING
        }
        [index % 5];
  }
}
