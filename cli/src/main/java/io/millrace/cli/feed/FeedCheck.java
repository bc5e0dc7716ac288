package io.millrace.cli.feed;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.tables.HiveTables;
import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.model.feed.UnknownFeedException;
import io.millrace.model.schema.SchemaEvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for everything that is wrong with declarations before anything is done with them. */
public final class FeedCheck {

  private final Checkout checkout;
  private final Optional<FeedStore> store;

  /**
   * @param store what is applied, when there is a cluster to compare with
   */
  public FeedCheck(Checkout checkout, Optional<FeedStore> store) {
    this.checkout = checkout;
    this.store = store;
  }

  /**
   * What was found.
   *
   * @param fine a sentence for each feed without a problem
   * @param problems everything that is wrong, each with file, path, value and what is legal
   */
  public record Finding(List<String> fine, List<String> problems) {
    public Finding {
      fine = List.copyOf(fine);
      problems = List.copyOf(problems);
    }
  }

  /** Checks every declared feed. */
  public Finding all() throws IOException {
    Declarations declarations;
    try {
      declarations = Declarations.load(checkout.feeds());
    } catch (InvalidFeedException e) {
      return new Finding(List.of(), e.problems().stream().map(Problem::toString).toList());
    }
    List<String> fine = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (DeclaredFeed feed : declarations.all()) {
      check(feed, newest(feed.feed().name()), fine, problems);
    }
    return new Finding(fine, problems);
  }

  /**
   * Checks one feed.
   *
   * @param against the schema to compare with; otherwise that of the newest version applied
   * @throws UnknownFeedException when it has neither of the two files
   */
  public Finding one(String name, Optional<Path> against) throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> fine = new ArrayList<>();
    Optional<DeclaredFeed> declared = Optional.empty();
    try {
      declared = Optional.of(Declarations.load(checkout.feeds()).require(name));
    } catch (InvalidFeedException e) {
      e.problems().stream().filter(p -> concerns(p, name)).forEach(p -> problems.add("" + p));
      if (problems.isEmpty()) {
        declared = Optional.of(Declarations.alone(checkout.feeds(), name));
      }
    }
    if (declared.isPresent()) {
      Optional<FeedVersion> earlier =
          against.isPresent() ? Optional.of(given(name, against.get())) : newest(name);
      check(declared.get(), earlier, fine, problems);
    }
    return new Finding(fine, problems);
  }

  private void check(
      DeclaredFeed declared,
      Optional<FeedVersion> earlier,
      List<String> fine,
      List<String> problems)
      throws IOException {
    int before = problems.size();
    try {
      HiveTables.declared(checkout, declared.feed());
    } catch (CommandFailure e) {
      problems.add(e.getMessage());
    }
    problems.addAll(Compatibility.obstacles(declared, earlier));
    if (problems.size() == before) {
      fine.add(
          "%s: %d fields, %s"
              .formatted(
                  declared.feed().name(), declared.feed().fields().size(), compared(earlier)));
    }
  }

  private String compared(Optional<FeedVersion> earlier) {
    if (earlier.isPresent()) {
      return "reads what was written with " + Compatibility.named(earlier.get());
    }
    return store.isPresent()
        ? "never applied, so there is nothing to compare with"
        : "not compared with what is applied, since the cluster is not up";
  }

  private Optional<FeedVersion> newest(String name) throws IOException {
    return store.isPresent() ? store.get().versions().newest(name) : Optional.empty();
  }

  /** A schema that somebody has at hand, as a version without settings. */
  private static FeedVersion given(String name, Path schema) throws IOException {
    if (!Files.isRegularFile(schema)) {
      throw new CommandFailure(
          ExitStatus.NOT_FIT, "There is no file %s to compare with.".formatted(schema));
    }
    String avsc = Files.readString(schema);
    try {
      SchemaEvolution.check(avsc, avsc);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s is no Avro schema of a record to compare with.".formatted(schema),
          e);
    }
    return new FeedVersion(name, 0, "", avsc);
  }

  private static boolean concerns(Problem problem, String name) {
    return problem.file().startsWith(name + ".");
  }
}
