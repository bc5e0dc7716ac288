package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.feed.FeedAdd;
import io.millrace.ingest.infer.Inferred;
import io.millrace.ingest.infer.SampleInference;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace feed add}. */
@Command(
    name = "add",
    description = {
      "Declares a new feed by a sample of its records.",
      "Reads a CSV file (any usual delimiter), JSON objects (one a line, or an array) or an access"
          + " log, plain or gzip; guesses format, fields, types, what is required, the event's time,"
          + " the id, the key and what is personal; and writes conf/feeds/NAME.yaml and NAME.avsc for"
          + " you to go on with. They say what to check. Changes nothing else."
    },
    footer = {
      "  millrace feed add visits --from visits.csv",
      "  millrace feed add trips --from trips.ndjson.gz --records 100000",
      "  millrace feed add visits --from visits.csv --force"
    })
final class FeedAddCommand extends HelpedCommand {

  @Parameters(paramLabel = "NAME", description = "The new feed's name.")
  private String name;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SAMPLE",
      description = "A file of such records.")
  private Path sample;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Look at the first N records only; the whole sample by default.")
  private long records = Long.MAX_VALUE;

  @Option(names = "--force", description = "Replace a declaration of that name.")
  private boolean force;

  FeedAddCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (records < 1) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--records is %d; legal: 1 or more.".formatted(records));
    }
    FeedAdd add = new FeedAdd(new Checkout(invocation().checkout()));
    add.requireFree(name, force ? FeedAdd.Existing.REPLACE : FeedAdd.Existing.KEEP);
    Inferred inferred = new SampleInference(invocation().clock(), records).infer(name, sample);
    add.write(inferred);
    console().print("Wrote " + add.yaml(name));
    console().print("      " + add.avsc(name));
    console()
        .print(
            "By them %s of the sample can be read%s."
                .formatted(
                    Words.count(inferred.records(), "record"),
                    inferred.refused() == 0
                        ? ""
                        : ", " + Words.count(inferred.refused(), "line") + " cannot"));
    inferred.firstRefused().forEach(line -> console().print("  " + line));
    console().print("Check:");
    inferred.toCheck().forEach(check -> console().print("  " + check));
    console().print("Then: millrace feed check %s && millrace feed apply %s".formatted(name, name));
    return ExitStatus.OK;
  }
}
