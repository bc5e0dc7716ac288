package io.millrace.acceptance;

import io.millrace.model.fraud.RuleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Another text of a file of {@code conf/} for a while. It stands in the checkout: its own comes
 * back with the end of this, and of the program when it is interrupted.
 */
public final class ConfFile implements AutoCloseable {

  private final Path file;
  private final String own;
  private final Thread atExit;

  private ConfFile(Path file, String text) {
    this.file = file;
    this.atExit = new Thread(this::restore, "restore-" + file.getFileName());
    try {
      own = Files.readString(file);
      Runtime.getRuntime().addShutdownHook(atExit);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Other settings of the streaming application, which reads them when it starts.
   *
   * @param settings all of the file
   */
  public static ConfFile streaming(String settings) {
    return new ConfFile(Checkout.root().resolve("conf/streaming.yaml"), settings);
  }

  /** Other rules, which every host reads when it starts. */
  static ConfFile fraudRules(RuleText rules) {
    return new ConfFile(Checkout.root().resolve("conf/fraud-rules.yaml"), rules.yaml());
  }

  @Override
  public void close() {
    restore();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void restore() {
    try {
      Files.writeString(file, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
