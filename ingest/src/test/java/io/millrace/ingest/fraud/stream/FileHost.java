package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.fraud.EvaluationListener;
import io.millrace.ingest.fraud.FileDetection;
import io.millrace.ingest.fraud.RefusedLine;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.SourceMapping;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudJson;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the file host says of the records of each partition, a file each and a line each. */
final class FileHost {
  private final FraudJson json = new FraudJson(Payments.RULES.parse().version());
  private final List<Row> scores = new ArrayList<>();
  private final List<Row> alerts = new ArrayList<>();
  private long refused;
  private long duplicates;

  /**
   * Evaluates them.
   *
   * @param partitions the values of each, as JSON, by offset from 0 without gaps
   */
  static FileHost over(Path folder, List<List<byte[]>> partitions) throws IOException {
    FileHost host = new FileHost();
    FileDetection detection =
        new FileDetection(
            Payments.RULES.parse(),
            Payments.FEED,
            Optional.of(SourceMapping.FEED_ITSELF),
            Optional.empty(),
            Geography.NONE,
            Clock.systemUTC(),
            folder);
    for (int partition = 0; partition < partitions.size(); partition++) {
      Path file = folder.resolve("partition-" + partition + ".ndjson");
      try (OutputStream out = Files.newOutputStream(file)) {
        for (byte[] value : partitions.get(partition)) {
          out.write(value);
          out.write('\n');
        }
      }
      if (!partitions.get(partition).isEmpty()) {
        detection.run(List.of(new SourceFile(file)), host.new Lines(partition));
      }
    }
    return host;
  }

  List<Row> scores() {
    return scores;
  }

  List<Row> alerts() {
    return alerts;
  }

  long refused() {
    return refused;
  }

  long duplicates() {
    return duplicates;
  }

  /** Told of each line of a file once, so that it knows the number. */
  private final class Lines implements EvaluationListener {
    private final int partition;
    private long offset;

    Lines(int partition) {
      this.partition = partition;
    }

    @Override
    public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {
      if (evaluation.isDuplicate()) {
        duplicates++;
      } else {
        scores.add(row(json.score(payment, evaluation)));
        for (Alert alert : evaluation.alerts()) {
          alerts.add(row(json.alert(payment, evaluation, alert)));
        }
      }
      offset++;
    }

    @Override
    public void refused(RefusedLine line) {
      refused++;
      offset++;
    }

    private Row row(byte[] bytes) {
      return new Row(partition, offset, new String(bytes, UTF_8));
    }
  }
}
