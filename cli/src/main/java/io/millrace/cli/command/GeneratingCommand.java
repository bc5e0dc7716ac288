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
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.LineForm;
import io.millrace.ingest.generate.TimeMode;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.Salt;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
    if (companion.isPresent()) {
      requireSameKindOfOutput(companion.get());
      requireNew();
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
        companion.file().map(file -> Path.of(file + INVENTORY)).orElse(besideTopic(runId, feed));
    Generate generate =
        new Generate(
            request.companion(feed, companion.generator(), inventory),
            console(),
            invocation().clock());
    if (companion.file().isEmpty()) {
      return ontoTopic(generate, feed, runId);
    }
    String file = companion.file().get();
    return intoFile(
        generate, feed, companion.option(), Path.of(file), options.form(companion.option(), file));
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
    } else if (companion.file().map(Path::of).filter(this::isTheOutput).isPresent()) {
      throw new InvalidSettingsException(
          List.of(
              "%s is %s, as output is; legal: another file"
                  .formatted(companion.option(), companion.file().get())));
    }
  }

  private boolean isTheOutput(Path file) {
    return !options.toStandardOutput()
        && file.toAbsolutePath().normalize().equals(options.file().toAbsolutePath().normalize());
  }

  /** Of two outputs none is written when the second cannot be. */
  private void requireNew() {
    Optional<Path> output =
        options.toTopic() || options.toStandardOutput()
            ? Optional.empty()
            : Optional.of(options.file());
    Stream.of(output, labels())
        .flatMap(Optional::stream)
        .filter(Files::exists)
        .findFirst()
        .ifPresent(
            file -> {
              throw Generate.existing(file);
            });
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
        : intoFile(generate, feed, "output", options.file(), form);
  }

  private static ExitStatus intoFile(
      Generate generate, Feed feed, String option, Path file, LineForm form) throws Exception {
    try {
      return generate.into(FileOutput.create(file, form, feed), file.toString());
    } catch (FileAlreadyExistsException e) {
      throw Generate.existing(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--%s is %s; legal: a file in a folder that exists.".formatted(option, file));
    }
  }
}
