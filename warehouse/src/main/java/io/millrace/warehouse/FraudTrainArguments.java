package io.millrace.warehouse;

import io.millrace.model.fraud.ModelFeature;
import io.millrace.warehouse.fraud.TrainingDays;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What {@link FraudTrainJob} is asked to do.
 *
 * @param days to train by and, behind them, to evaluate: {@code --days 2026-01-01..2026-03-31}
 * @param parts of them: {@code --until 2026-02-28} is the last one to train by
 * @param since the first day of which payments are looked at: {@code --since 2025-01-01}; {@code
 *     all}, which is the default, for all there are
 * @param alertsADay how many payments a day the model may alert: {@code --alerts-a-day 100}; {@code
 *     best}, which is the default, for as many as give the best F1
 * @param without features that the model does not look at: {@code --without
 *     memory_days,payments_before}; {@code none}, which is the default, for all of them
 * @param tasks over which accounts are spread, 1 to 1,000: {@code --tasks}, 4 unless given
 * @param rules the file of the rules beside which the model stands: {@code --rules FILE}
 * @param version of the rules with the model: {@code --version VERSION}
 * @param output the folder for what comes out: {@code --output FOLDER}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param generation what the run is called: {@code --generation NAME}
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record FraudTrainArguments(
    Days days,
    TrainingDays parts,
    Optional<LocalDate> since,
    OptionalInt alertsADay,
    Set<ModelFeature> without,
    int tasks,
    String rules,
    String version,
    String output,
    String root,
    Generation generation,
    Caller caller) {

  /** Of {@code --alerts-a-day}: as many as give the best F1. */
  private static final String BEST = "best";

  /** Of {@code --without}: the model may look at all features. */
  private static final String NONE = "none";

  private static final int MOST_ALERTS = 1_000_000;

  static FraudTrainArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--until",
                    "--since",
                    "--alerts-a-day",
                    "--without",
                    "--tasks",
                    "--rules",
                    "--version",
                    "--output",
                    "--root",
                    "--generation",
                    "--workflow",
                    "--run")),
            args);
    Days days = arguments.required("--days", Days::parse);
    TrainingDays parts =
        arguments.required(
            "--until",
            text -> days == null ? null : TrainingDays.of(days.list(), until(text.strip())));
    Optional<LocalDate> since = FraudArguments.since(arguments);
    OptionalInt alerts = arguments.optional("--alerts-a-day", BEST, FraudTrainArguments::alerts);
    Set<ModelFeature> without =
        arguments.optional("--without", NONE, FraudTrainArguments::features);
    Integer tasks = FraudArguments.tasks(arguments);
    String rules = arguments.required("--rules", String::strip);
    String version = arguments.required("--version", String::strip);
    String output = arguments.required("--output", CurateArguments::folder);
    String root = arguments.required("--root", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Caller caller = arguments.caller();
    arguments.verify();
    FraudArguments.requireLookedAt(days, since);
    return new FraudTrainArguments(
        days,
        parts,
        since,
        alerts,
        without,
        tasks,
        rules,
        version,
        output,
        root,
        generation,
        caller);
  }

  private static LocalDate until(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no day such as 2026-02-28", e);
    }
  }

  private static Set<ModelFeature> features(String text) {
    Set<ModelFeature> features = EnumSet.noneOf(ModelFeature.class);
    if (!text.strip().equals(NONE)) {
      for (String key : text.split(",", -1)) {
        ModelFeature feature = ModelFeature.of(key.strip());
        if (feature == null) {
          throw new IllegalArgumentException("'%s' is no feature".formatted(key.strip()));
        }
        features.add(feature);
      }
    }
    return features;
  }

  private static OptionalInt alerts(String text) {
    Function<String, Integer> number = Numbers.from(1, MOST_ALERTS);
    return text.strip().equals(BEST) ? OptionalInt.empty() : OptionalInt.of(number.apply(text));
  }
}
