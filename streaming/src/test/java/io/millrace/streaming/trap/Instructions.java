package io.millrace.streaming.trap;

import io.millrace.streaming.trap.Traps.Effect;
import io.millrace.streaming.trap.Traps.Moment;
import io.millrace.streaming.trap.Traps.Trap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * What a driver is told, a line each: {@code go}, {@code set POINT before|after halt|wait|fail
 * SKIP}, {@code clear}, {@code release}. It ends when nobody is there any more to tell it anything.
 */
public final class Instructions {

  private final CountDownLatch go = new CountDownLatch(1);
  private final Traps traps;

  public Instructions(InputStream in, Traps traps) {
    this.traps = traps;
    Thread reader = new Thread(() -> read(in), "instructions");
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns when the driver is to begin. */
  public void awaitGo() throws InterruptedException {
    go.await();
  }

  private void read(InputStream in) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        follow(line.split(" ", -1));
      }
    } catch (IOException e) {
      traps.tell("cannot be told anything any more: " + e.getMessage());
    } finally {
      Runtime.getRuntime().halt(Traps.HALTED);
    }
  }

  private void follow(String[] words) {
    switch (words[0]) {
      case "go" -> go.countDown();
      case "clear" -> traps.clear();
      case "release" -> traps.release();
      case "set" ->
          traps.set(
              new Trap(
                  words[1],
                  Moment.valueOf(words[2].toUpperCase(Locale.ROOT)),
                  Effect.valueOf(words[3].toUpperCase(Locale.ROOT)),
                  Integer.parseInt(words[4])));
      default -> throw new IllegalArgumentException("no such instruction: " + words[0]);
    }
  }
}
