package io.millrace.ingest.replay;

import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Replays one whole file as fast as it goes. */
final class OneFile {
  private OneFile() {}

  static ReplayResult replay(
      Replayer replayer,
      Feed feed,
      Path file,
      Optional<String> source,
      Consumer<ReplayProgress> progress) {
    ReplayPlan.Builder plan = ReplayPlan.onto(feed);
    source.ifPresent(plan::source);
    return replay(replayer, plan.build(), file, progress);
  }

  static ReplayResult replay(
      Replayer replayer, ReplayPlan plan, Path file, Consumer<ReplayProgress> progress) {
    ReplayListener listener =
        new ReplayListener() {
          @Override
          public void progress(ReplayProgress p) {
            progress.accept(p);
          }

          @Override
          public void ended(ReplayResult result) {}
        };
    return replayer.replay(plan, List.of(new SourceFile(file)), new StopSignal(), listener).get(0);
  }
}
