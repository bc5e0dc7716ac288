package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.generate.Generate;
import io.millrace.cli.generate.GenerationRequest;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cli.run.RunTarget;
import io.millrace.ingest.generate.FileOutput;
import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.TimeMode;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;

/** What all of {@code millrace generate} do alike. */
abstract class GeneratingCommand extends HelpedCommand {

  @Mixin private GenerateOptions options;
  @Mixin private RunOptions run;

  GeneratingCommand(Invocation invocation) {
    super(invocation);
  }

  /** What makes the records, by this command's own options. */
  abstract Generator generator();

  /** The generator's own settings, as the inventory shall name them. */
  Map<String, Object> ownSettings() {
    return Map.of();
  }

  /** How many records, when the user names neither a count nor a duration; empty for no end. */
  OptionalLong usualCount() {
    return OptionalLong.empty();
  }

  /** Where labelled records are listed. */
  Optional<Path> labels() {
    return Optional.empty();
  }

  @Override
  final ExitStatus execute() throws Exception {
    Generator generator = generator();
    Feed feed =
        FeedCatalog.load(new Checkout(invocation().checkout()).feeds()).require(generator.feed());
    GenerationSettings settings = options.settings(usualCount());
    GenerationPlan plan = settings.plan(generator.usualPerSecond(), invocation().clock().instant());
    String runId = Generate.newRun(invocation().clock());
    Path generated = invocation().settings().home().resolve("generated");
    GenerationRequest request =
        new GenerationRequest(
            feed,
            generator,
            settings,
            plan,
            ownSettings(),
            options.inventory(generated.resolve(runId + "-" + feed.name() + ".inventory.json")),
            labels());
    Generate generate = new Generate(request, console(), invocation().clock());
    if (!options.toTopic()) {
      run.requireNone();
      return intoFile(generate, feed);
    }
    if (plan.mode() == TimeMode.LIVE) {
      return generate.live(
          run.liveBrokers(invocation()), PersonalSalt.of(feed, invocation().settings().home()));
    }
    try (RunTarget target = run.open(invocation())) {
      return generate.history(target, PersonalSalt.of(feed, invocation().settings().home()), runId);
    }
  }

  private ExitStatus intoFile(Generate generate, Feed feed) throws Exception {
    if (options.toStandardOutput()) {
      return generate.into(
          FileOutput.to(
              new CheckedOutput(console().out()), "standard output", options.form(), feed),
          "standard output");
    }
    Path file = options.file();
    try {
      return generate.into(FileOutput.create(file, options.form(), feed), file.toString());
    } catch (FileAlreadyExistsException e) {
      throw Generate.existing(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--output is %s; legal: a file in a folder that exists.".formatted(file));
    }
  }
}
