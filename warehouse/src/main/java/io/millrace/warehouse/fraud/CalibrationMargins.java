package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.millrace.model.fraud.FraudModel;
import io.millrace.warehouse.publish.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the trees of a model say of payments behind those that they were learnt from, by which it is
 * calibrated. Payments of which lists alone decide are not among them.
 *
 * @param all payments, with a label or not
 * @param labelled those with one
 */
record CalibrationMargins(Ranking all, Ranking labelled) {

  /** Of a calibration, so that it is more than 0 as it is written. */
  private static final double LEAST_SLOPE = 1e-6;

  /**
   * Counts them.
   *
   * @param examples rows of {@link ModelExamples#of}
   */
  static CalibrationMargins of(Dataset<Row> examples) {
    List<Row> rows =
        examples
            .where("may_fire")
            .groupBy(ModelTraining.near())
            .agg(
                ModelTraining.least(),
                ModelTraining.greatest(),
                count(lit(1)),
                count(col("is_fraud")),
                ModelTraining.fraud())
            .collectAsList();
    return new CalibrationMargins(
        new Ranking(rows.stream().map(row -> bin(row, row.getLong(3))).toList()),
        new Ranking(
            rows.stream()
                .filter(row -> row.getLong(4) > 0)
                .map(row -> bin(row, row.getLong(4)))
                .toList()));
  }

  private static Ranking.Bin bin(Row row, long payments) {
    return new Ranking.Bin(row.getDouble(1), row.getDouble(2), payments, row.getLong(5));
  }

  /**
   * The probability of fraud.
   *
   * @param of the days, for messages
   * @throws RefusedException when fraud has no greater sums than what is honest
   */
  FraudModel.Calibration calibration(List<LocalDate> of) throws RefusedException {
    if (labelled.bins().size() == 1) {
      throw noBetterThanChance(of, "it says the same of all payments");
    }
    FraudModel.Calibration fitted = PlattScaling.of(labelled);
    if (!(fitted.slope() >= LEAST_SLOPE)) {
      throw noBetterThanChance(
          of, "what it holds to be fraud is fraud no more often than the rest");
    }
    return new FraudModel.Calibration(
        ModelTraining.rounded(fitted.slope()), ModelTraining.rounded(fitted.intercept()));
  }

  private static RefusedException noBetterThanChance(List<LocalDate> of, String why) {
    return new RefusedException(
        "On the days from %s to %s the model tells fraud no better than chance: %s. Train by more days or others, and look at their labels; where --without was given, leave out fewer features."
            .formatted(of.get(0), of.get(of.size() - 1), why));
  }

  /**
   * The least probability at which the model fires.
   *
   * @param most payments at which it may; empty for as many as give the best F1
   * @throws RefusedException when it would fire at more with any
   */
  double threshold(FraudModel.Calibration calibration, OptionalLong most) throws RefusedException {
    if (most.isEmpty()) {
      return labelled.by(calibration::probability).bestValue();
    }
    double threshold = all.by(calibration::probability).valueOf(most.getAsLong());
    if (threshold > 1) {
      throw new RefusedException(
          "The model is sure of more than the %d payments on the days of calibration at which --alerts-a-day lets it fire, so no threshold keeps to that. Allow more."
              .formatted(most.getAsLong()));
    }
    return threshold;
  }
}
