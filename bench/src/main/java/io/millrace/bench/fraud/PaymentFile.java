package io.millrace.bench.fraud;

import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.ingest.line.Cut;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.RowBuffer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A file of generated payments, one in a hundred of them fraud. */
final class PaymentFile {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final double PAYMENTS_A_DAY = 8;
  private static final int MAX_LINE_BYTES = 256 * 1024;
  private static final long SEED = 42;

  private PaymentFile() {}

  /** Writes so many of so many accounts, each of which pays eight times a day. */
  static void write(Feed feed, Path file, int records, int accounts) throws IOException {
    RecordSource source =
        new PaymentGenerator(FraudSettings.even(0.01), OptionalInt.of(accounts))
            .source(feed, new Timeline(START, accounts * PAYMENTS_A_DAY / 86_400), SEED);
    RecordEncoder encoder = new RecordEncoder(feed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < records; i++) {
        out.write(encoder.encode(source.next().row()));
        out.write('\n');
      }
    }
  }

  /** All payments of the file. */
  static List<Payment> read(Feed feed, Path file) throws IOException {
    List<Payment> payments = new ArrayList<>();
    each(feed, file, payments::add);
    return payments;
  }

  /** How many payments the file has, each made and let go. */
  static long count(Feed feed, Path file) throws IOException {
    long[] count = new long[1];
    each(feed, file, payment -> count[0] += payment.accountId().isEmpty() ? 0 : 1);
    return count[0];
  }

  private static void each(Feed feed, Path file, Consumer<Payment> payments) throws IOException {
    RecordDecoder decoder = new RecordDecoder(feed);
    RowBuffer row = new RowBuffer(feed);
    PaymentFields fields = new PaymentFields(feed);
    long now = System.currentTimeMillis();
    try (InputStream in = new SourceFile(file).open(read -> {})) {
      LineSource lines = Cut.LINES.of(in, MAX_LINE_BYTES);
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (decoder.decode(line.bytes(), now, row) == null) {
          payments.accept(fields.payment(row));
        }
      }
    }
  }
}
