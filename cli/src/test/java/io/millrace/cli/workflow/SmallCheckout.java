package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A checkout whose declarations are good and few, and whose jars are none; without a workflow. */
final class SmallCheckout {

  private SmallCheckout() {}

  static Checkout at(Path root) throws IOException {
    Checkout checkout = new Checkout(root);
    Files.createDirectories(checkout.hql());
    Files.createDirectories(root.resolve("conf"));
    Files.writeString(checkout.funnels(), "funnels: []\n");
    Files.copy(Path.of("../conf/fraud-rules.yaml"), checkout.fraudRules());
    Files.writeString(checkout.quality(), "tables: {}\n");
    Files.writeString(checkout.keepTimes(), "zones: {dw: P40D}\n");
    Files.writeString(checkout.legalHolds(), "{holds: []}\n");
    for (String module : List.of("model", "warehouse")) {
      Path folder = Files.createDirectories(root.resolve(module).resolve("target"));
      Files.writeString(folder.resolve("millrace-%s.jar".formatted(module)), "jar");
    }
    return checkout;
  }
}
