package io.millrace.warehouse.fraud;

import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.report.CsvFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Trains a model and leaves it in a folder: {@code rules.yaml}, which are the given rules with the
 * model beside them, {@code summary.csv}, {@code days.csv} and {@code features.csv}. The folder
 * appears whole, and a run of the same name replaces it.
 */
public final class ModelFolder {

  private final SparkSession spark;
  private final FileSystem files;
  private final Path folder;

  public ModelFolder(SparkSession spark, FileSystem files, Path folder) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Trains it.
   *
   * @param since the first day of which payments are looked at; empty for all there are
   * @param version of the rules that come out
   * @param alertsADay as {@link ModelTraining} takes it
   * @param without features that the model does not look at
   * @param tasks over which accounts are spread
   * @throws PublishException when there is no table of payments, or days have none with labels
   */
  public void run(
      TrainingDays days,
      Optional<LocalDate> since,
      RuleFile rules,
      String version,
      OptionalInt alertsADay,
      Set<ModelFeature> without,
      int tasks)
      throws IOException, PublishException {
    TrainedModel trained =
        new ModelTraining(
                new RuleText(rules.name(), rules.yaml()), version, days, alertsADay, without, tasks)
            .run(PaymentRows.all(spark, since));
    try (ReportFolder found = new ReportFolder(files, folder)) {
      found.write("rules.yaml", trained.rules().yaml());
      found.write("summary.csv", CsvFile.of(trained.summary()));
      found.write("days.csv", CsvFile.of(trained.days()));
      found.write("features.csv", CsvFile.of(trained.features()));
      found.publish();
    }
  }
}
