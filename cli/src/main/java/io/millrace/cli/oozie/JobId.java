package io.millrace.cli.oozie;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Oozie calls a job, or a part of it.
 *
 * @param job the job's id, without the part
 * @param kind what the job is
 * @param part an action of a workflow, by name, or of a coordinator, by number
 */
public record JobId(String job, Kind kind, Optional<String> part) {

  private static final Pattern FORM = Pattern.compile("(\\d{7}-\\d{15}-.+-([WCB]))(?:@([\\w-]+))?");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d*");

  /** The kinds of jobs. */
  public enum Kind {
    WORKFLOW,
    COORDINATOR,
    BUNDLE
  }

  /**
   * Reads an id as Oozie writes it.
   *
   * @throws CommandFailure if it is none, or names a part of what has no such parts
   */
  public static JobId parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "'%s' is no id of Oozie's, such as 0000003-260101000000000-oozie-root-W, -C for a coordinator, -B for a bundle, and @ACTION behind it for a part. See: millrace workflow list"
              .formatted(text));
    }
    Kind kind =
        switch (form.group(2)) {
          case "W" -> Kind.WORKFLOW;
          case "C" -> Kind.COORDINATOR;
          default -> Kind.BUNDLE;
        };
    Optional<String> part = Optional.ofNullable(form.group(3));
    if (kind == Kind.BUNDLE && part.isPresent()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "'%s' is a bundle, which has no actions.".formatted(form.group(1)));
    } else if (kind == Kind.COORDINATOR
        && part.filter(p -> !NUMBER.matcher(p).matches()).isPresent()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "'%s' does not end with the number of a coordinator's action, such as %s@3."
              .formatted(text, form.group(1)));
    }
    return new JobId(form.group(1), kind, part);
  }

  @Override
  public String toString() {
    return job + part.map(p -> "@" + p).orElse("");
  }
}
