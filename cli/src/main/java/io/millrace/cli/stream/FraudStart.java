package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.streaming.FraudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the streaming application needs to be a host of fraud rules. */
final class FraudStart {

  private FraudStart() {}

  /** The topics that it reads or writes besides payments. */
  static List<FraudOutputs> outputs(FraudSettings settings) {
    List<FraudOutputs> outputs = new ArrayList<>();
    if (settings.host() == FraudSettings.Host.LIVE || settings.fillsTables()) {
      outputs.add(FraudOutputs.LIVE);
    }
    if (settings.host() == FraudSettings.Host.SHADOW) {
      outputs.add(FraudOutputs.SHADOW);
    }
    return outputs;
  }

  /**
   * Puts the rules into HDFS, where whoever starts the application again finds them. A folder's
   * name is its content's, so what runs keeps the rules that it was started with.
   *
   * @return the file; empty when the application evaluates no payments
   * @throws io.millrace.model.fraud.InvalidRuleSetException naming every problem of the file
   */
  static Optional<String> uploadRules(Checkout checkout, Hdfs hdfs, FraudSettings settings)
      throws IOException {
    if (settings.host() == FraudSettings.Host.NONE) {
      return Optional.empty();
    }
    Path rules = checkout.fraudRules();
    RuleSet.load(rules);
    String file =
        "%s/apps/streaming/%s/%s"
            .formatted(
                hdfs.root(),
                StreamingApplication.digest(List.of(Files.readAllBytes(rules))),
                rules.getFileName());
    hdfs.upload(rules, file);
    return Optional.of(file);
  }
}
