package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.RuleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bundled rules with a model beside them that asks for every feature there is. */
final class ModelledRules {

  private static final String MODEL = "/fraud-model.yaml";
  private static final String VERSION = "with-model";

  private ModelledRules() {}

  /** The bundled rules as they stand in the checkout. */
  static RuleText bundled() {
    return RuleText.load(Checkout.root().resolve("conf/fraud-rules.yaml"));
  }

  /** The same under a version of their own, with the model. */
  static RuleText read() {
    return bundled().with(VERSION, model());
  }

  static FraudModel model() {
    RuleText bundled = bundled();
    return new RuleText(MODEL, bundled.yaml() + "\n" + section()).parse().model().orElseThrow();
  }

  private static String section() {
    try (InputStream in = ModelledRules.class.getResourceAsStream(MODEL)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
