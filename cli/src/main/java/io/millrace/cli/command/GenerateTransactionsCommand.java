package io.millrace.cli.command;

import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.TimeMode;
import io.millrace.ingest.generate.payment.BrowsingGenerator;
import io.millrace.ingest.generate.payment.FraudKind;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.Orders;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.model.feed.Feed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
          + " --output payments.ndjson",
      "  millrace generate transactions --count 5000 --browsing views.ndjson"
          + " --output payments.ndjson"
    })
final class GenerateTransactionsCommand extends GeneratingCommand {

  private static final String ONTO_TOPIC = "";

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
            + " it. Kinds: ${COMPLETION-CANDIDATES}; the last with --browsing only."
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

  @Option(
      names = "--browsing",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = ONTO_TOPIC,
      description = {
        "Payments on the web are of orders, and the pages that their users viewed before are"
            + " generated too: onto the topic activity, or with --output into this new file."
            + " For a history."
      })
  private String browsing;

  GenerateTransactionsCommand(Invocation invocation) {
    super(invocation);
  }

  private Orders orders() {
    return browsing == null ? Orders.NONE : Orders.BROWSED;
  }

  private FraudSettings settings() {
    return mix == null ? FraudSettings.even(fraud, orders()) : new FraudSettings(fraud, mix);
  }

  @Override
  PaymentGenerator generator() {
    return new PaymentGenerator(
        settings(), orders(), accounts == null ? OptionalInt.empty() : OptionalInt.of(accounts));
  }

  @Override
  Optional<Companion> companion(Feed feed, GenerationPlan plan) {
    if (browsing == null) {
      return Optional.empty();
    } else if (plan.mode() == TimeMode.LIVE) {
      throw new InvalidSettingsException(
          List.of("browsing is for a history; legal: together with start"));
    }
    return Optional.of(
        new Companion(
            "browsing",
            new BrowsingGenerator(generator(), feed, plan),
            browsing.equals(ONTO_TOPIC) ? Optional.empty() : Optional.of(browsing)));
  }

  @Override
  Map<String, Object> ownSettings() {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("fraud", fraud);
    own.put("fraud_mix", settings().mix());
    if (accounts != null) {
      own.put("accounts", accounts);
    }
    if (browsing != null) {
      own.put("browsing", true);
    }
    return own;
  }

  @Override
  Optional<Path> labels() {
    return Optional.ofNullable(labels);
  }
}
