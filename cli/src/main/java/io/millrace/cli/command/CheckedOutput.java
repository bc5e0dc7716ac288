package io.millrace.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream that says when it can no longer print, such as to a pipe that was closed. */
final class CheckedOutput extends OutputStream {

  private final PrintStream out;

  CheckedOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException("nobody reads it any more");
    }
  }
}
