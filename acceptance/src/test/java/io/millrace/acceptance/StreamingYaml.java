package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Other settings of the streaming application for a while. They stand in the checkout: its own come
 * back with the end of this, and of the program when it is interrupted.
 */
public final class StreamingYaml implements AutoCloseable {

  private final Path file = Checkout.root().resolve("conf/streaming.yaml");
  private final String own;
  private final Thread atExit = new Thread(this::restore, "restore-streaming-yaml");

  /**
   * Puts them in place; the application reads them when it starts.
   *
   * @param settings all of the file
   */
  public StreamingYaml(String settings) {
    try {
      own = Files.readString(file);
      Runtime.getRuntime().addShutdownHook(atExit);
      Files.writeString(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
