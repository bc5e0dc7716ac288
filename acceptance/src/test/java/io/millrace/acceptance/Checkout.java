package io.millrace.acceptance;

import java.nio.file.Path;

/** Where the product under test is. */
public final class Checkout {

  private Checkout() {}

  /** The project's folder. */
  public static Path root() {
    return Path.of(System.getProperty("millrace.checkout", "..")).toAbsolutePath().normalize();
  }

  /** What tests write, and look at afterwards. */
  public static Path target() {
    return root().resolve("acceptance/target");
  }

  /** The bundled web server's log: 10,000 lines. */
  static Path accessLog() {
    return root().resolve("samples/web-log/apache_logs.gz");
  }

  /** The bundled order lines of a day. */
  static Path orders(String day) {
    return root().resolve("samples/orders").resolve(day + ".csv");
  }
}
