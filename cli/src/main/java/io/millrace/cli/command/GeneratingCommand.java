package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.generate.Generate;
import io.millrace.cli.generate.GenerationRequest;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cli.run.RunTarget;
import io.millrace.ingest.generate.FileOutput;
import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.LineForm;
import io.millrace.ingest.generate.TimeMode;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;

/** What all of {@code millrace generate} do alike. */
abstract class GeneratingCommand extends HelpedCommand {

  private static final String INVENTORY = ".inventory.json";

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

  /**
   * Records of another feed that go out before these.
   *
   * @param feed of these
   */
  Optional<Companion> companion(Feed feed, GenerationPlan plan) {
    return Optional.empty();
  }

  @Override
  final ExitStatus execute() throws Exception {
    Generator generator = generator();
    FeedCatalog feeds = FeedCatalog.load(new Checkout(invocation().checkout()).feeds());
    Feed feed = feeds.require(generator.feed());
    GenerationSettings settings = options.settings(usualCount());
    GenerationPlan plan = settings.plan(generator.usualPerSecond(), invocation().clock().instant());
    String runId = Generate.newRun(invocation().clock());
    GenerationRequest request =
        new GenerationRequest(
            feed,
            generator,
            settings,
            plan,
            ownSettings(),
            options.inventory(besideTopic(runId, feed)),
            labels());
    Generate generate = new Generate(request, console(), invocation().clock());
    Optional<LineForm> form = form();
    Optional<Companion> companion = companion(feed, plan);
    companion.ifPresent(this::requireSameKindOfOutput);
    files(request, companion).require();
    if (companion.isPresent()) {
      ExitStatus status = putOut(companion.get(), request, feeds);
      if (status != ExitStatus.OK) {
        return status;
      }
    }
    if (form.isPresent()) {
      return intoOutput(generate, feed, form.get());
    }
    if (plan.mode() == TimeMode.LIVE) {
      return generate.live(run.liveBrokers(invocation()), salt(feed));
    }
    return ontoTopic(generate, feed, runId);
  }

  private ExitStatus putOut(Companion companion, GenerationRequest request, FeedCatalog feeds)
      throws Exception {
    Feed feed = feeds.require(companion.generator().feed());
    String runId = Generate.newRun(invocation().clock());
    Path inventory =
        companion.file().map(GeneratingCommand::beside).orElse(besideTopic(runId, feed));
    Generate generate =
        new Generate(
            request.companion(feed, companion.generator(), inventory),
            console(),
            invocation().clock());
    if (companion.file().isEmpty()) {
      return ontoTopic(generate, feed, runId);
    }
    String file = companion.file().get();
    return intoFile(generate, feed, Path.of(file), options.form(companion.option(), file));
  }

  /** What belongs together goes the same way: nobody would look for one half elsewhere. */
  private void requireSameKindOfOutput(Companion companion) {
    if (options.toTopic() && companion.file().isPresent()) {
      throw new InvalidSettingsException(
          List.of(
              "%s is %s; legal: no file, for the topic %s, without --output"
                  .formatted(
                      companion.option(), companion.file().get(), companion.generator().feed())));
    } else if (!options.toTopic() && companion.file().isEmpty()) {
      throw new InvalidSettingsException(
          List.of("%s names no file; legal: one, with --output".formatted(companion.option())));
    }
  }

  /** Of several outputs none is written when another cannot be. */
  private OutputFiles files(GenerationRequest request, Optional<Companion> companion) {
    OutputFiles files = new OutputFiles();
    Optional<Path> inventory = options.namedInventory();
    Optional<String> other = companion.flatMap(Companion::file);
    if (inventory.isEmpty()) {
      request.inventory().ifPresent(file -> files.beside("the inventory", file));
    }
    other.ifPresent(
        file -> files.beside("the inventory of " + companion.get().option(), beside(file)));
    if (!options.toTopic() && !options.toStandardOutput()) {
      files.fresh("output", options.file());
    }
    other.ifPresent(file -> files.fresh(companion.get().option(), Path.of(file)));
    labels().ifPresent(file -> files.fresh("labels", file));
    inventory.ifPresent(file -> files.replaced("inventory", file));
    return files;
  }

  private static Path beside(String file) {
    return Path.of(file + INVENTORY);
  }

  private Path besideTopic(String runId, Feed feed) {
    return invocation()
        .settings()
        .home()
        .resolve("generated")
        .resolve(runId + "-" + feed.name() + INVENTORY);
  }

  private Optional<Salt> salt(Feed feed) throws IOException {
    return PersonalSalt.of(feed, invocation().settings().home());
  }

  private ExitStatus ontoTopic(Generate generate, Feed feed, String runId) throws Exception {
    try (RunTarget target = run.open(invocation())) {
      return generate.history(target, salt(feed), runId);
    }
  }

  /** The form of an output's lines; empty for a topic. */
  private Optional<LineForm> form() {
    if (options.toTopic()) {
      return Optional.empty();
    }
    run.requireNone();
    return Optional.of(options.form());
  }

  private ExitStatus intoOutput(Generate generate, Feed feed, LineForm form) throws Exception {
    return options.toStandardOutput()
        ? generate.into(
            FileOutput.to(new CheckedOutput(console().out()), "standard output", form, feed),
            "standard output")
        : intoFile(generate, feed, options.file(), form);
  }

  private static ExitStatus intoFile(Generate generate, Feed feed, Path file, LineForm form)
      throws Exception {
    try {
      return generate.into(FileOutput.create(file, form, feed), file.toString());
    } catch (FileAlreadyExistsException e) {
      throw Generate.existing(file);
    }
  }
}
