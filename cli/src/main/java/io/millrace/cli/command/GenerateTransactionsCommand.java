package io.millrace.cli.command;

import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.payment.FraudKind;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace generate transactions}. */
@Command(
    name = "transactions",
    description = {
      "Payments of accounts with habits, and labelled fraud.",
      "Each fraudulent payment that a rule should see carries that rule's name in the inventory"
          + " and in the labels' file; is_fraud is true for all payments of a case."
    },
    footer = {
      "  millrace generate transactions --start 2026-10-01 --duration P30D --count 1000000",
      "  millrace generate transactions --rate 20 --fraud 0.05 --labels labels.csv",
      "  millrace generate transactions --count 5000 --fraud-mix CARD_TESTING=3,STRUCTURING=1"
          + " --output payments.ndjson"
    })
final class GenerateTransactionsCommand extends GeneratingCommand {

  @Option(
      names = "--fraud",
      paramLabel = "P",
      defaultValue = "0.01",
      description = "Share of payments that are fraud, 0 to 0.2 (${DEFAULT-VALUE}).")
  private double fraud;

  @Option(
      names = "--fraud-mix",
      paramLabel = "KIND=WEIGHT",
      split = ",",
      description = {
        "How often each kind's cases occur, compared with the others'; every kind alike without"
            + " it. Kinds: ${COMPLETION-CANDIDATES}."
      })
  private Map<FraudKind, Double> mix;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "How many accounts pay; else as many as pay eight times a day.")
  private Integer accounts;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "List the payments that a rule should see: id,event_time,label.")
  private Path labels;

  GenerateTransactionsCommand(Invocation invocation) {
    super(invocation);
  }

  private FraudSettings settings() {
    return mix == null ? FraudSettings.even(fraud) : new FraudSettings(fraud, mix);
  }

  @Override
  Generator generator() {
    return new PaymentGenerator(
        settings(), accounts == null ? OptionalInt.empty() : OptionalInt.of(accounts));
  }

  @Override
  Map<String, Object> ownSettings() {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("fraud", fraud);
    own.put("fraud_mix", settings().mix());
    if (accounts != null) {
      own.put("accounts", accounts);
    }
    return own;
  }

  @Override
  Optional<Path> labels() {
    return Optional.ofNullable(labels);
  }
}
