package io.millrace.cli.command;

import io.millrace.cli.Console;
import io.millrace.cli.Words;
import io.millrace.cluster.ProgressListener;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells a console what the supervisor does: a line per step that ended, and what is still at work.
 */
final class SpokenProgress implements ProgressListener {

  private final Console console;
  private final Set<String> atWork = new LinkedHashSet<>();

  SpokenProgress(Console console) {
    this.console = console;
  }

  @Override
  public void began(String step, int done, int total) {
    atWork.add(step);
    console.progress("%d of %d: %s …".formatted(done, total, String.join(", ", atWork)));
  }

  @Override
  public void ended(String step, Duration took, int done, int total) {
    atWork.remove(step);
    console.say("  %-28s %8s   %d of %d".formatted(step, Words.of(took), done, total));
  }
}
