package io.millrace.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.replay.DryRun;
import io.millrace.ingest.replay.ReplayPlan;
import io.millrace.ingest.replay.ReplaySettings;
import java.time.Clock;
import java.util.List;

/** Shows what a replay would send and refuse, and sends nothing. */
public final class DryReplay {

  private static final String NOBODY = "127.0.0.1:0";

  private final Console console;
  private final Clock clock;
  private final long limit;

  /**
   * @param limit how many records are shown; refusals are shown all
   */
  public DryReplay(Console console, Clock clock, long limit) {
    this.console = console;
    this.clock = clock;
    this.limit = limit;
  }

  /** Shows it: records on standard output, refusals and the sum on standard error. */
  public ExitStatus show(ReplayPlan plan, List<SourceFile> files) {
    DryRun run = new DryRun(ReplaySettings.of(NOBODY), plan, clock);
    run.run(
        files,
        new DryRun.Listener() {
          @Override
          public void record(byte[] json) {
            if (run.records() <= limit) {
              console.print(new String(json, UTF_8));
            }
          }

          @Override
          public void refused(SourceFile file, long line, Broken why) {
            console.say(sentence(file.name(), line, why));
          }
        });
    console.say(
        "Dry run: %s would go to %s, %s to %s. Nothing was sent."
            .formatted(
                Words.count(run.records(), "record"),
                plan.feed().topic(),
                Words.count(run.refused(), "dead letter"),
                plan.feed().dlqTopic()));
    return run.refused() == 0 ? ExitStatus.OK : ExitStatus.REFUSALS;
  }

  static String sentence(String file, long line, Broken why) {
    return "%s:%d: %s%s%s: %s"
        .formatted(
            file,
            line,
            why.reason(),
            why.rule() == null ? "" : " " + why.rule(),
            why.field() == null ? "" : " " + why.field(),
            why.detail());
  }
}
