package io.millrace.warehouse.fraud;

import io.millrace.model.fraud.FraudModel;

/**
 * Fits the probability of fraud to what a model says, after J. Platt, "Probabilistic Outputs for
 * Support Vector Machines" (1999), by the Newton steps of H.-T. Lin, C.-J. Lin and R. C. Weng, "A
 * Note on Platt's Probabilistic Outputs for Support Vector Machines" (2007).
 */
final class PlattScaling {
  private static final int MOST_STEPS = 100;
  private static final double SMALL_GRADIENT = 1e-5;
  private static final double SMALL_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double SUFFICIENT = 1e-4;

  private final Ranking ranking;
  private final double fraudTarget;
  private final double honestTarget;

  private PlattScaling(Ranking ranking) {
    this.ranking = ranking;
    long honest = ranking.payments() - ranking.fraud();
    // not 1 and 0, as what is not seen yet is neither sure
    fraudTarget = (ranking.fraud() + 1.0) / (ranking.fraud() + 2.0);
    honestTarget = 1.0 / (honest + 2.0);
  }

  /** The calibration under which the labels are likeliest. */
  static FraudModel.Calibration of(Ranking ranking) {
    return new PlattScaling(ranking).fit();
  }

  private FraudModel.Calibration fit() {
    double slope = 0;
    double intercept =
        StrictMath.log((ranking.fraud() + 1.0) / (ranking.payments() - ranking.fraud() + 1.0));
    double loss = loss(slope, intercept);
    for (int step = 0; step < MOST_STEPS; step++) {
      double ofSlope = 0;
      double ofIntercept = 0;
      double slopeTwice = RIDGE;
      double interceptTwice = RIDGE;
      double both = 0;
      for (Ranking.Bin bin : ranking.bins()) {
        double p = 1 / (1 + StrictMath.exp(-(slope * bin.value() + intercept)));
        double off = bin.payments() * p - target(bin);
        double curve = bin.payments() * p * (1 - p);
        ofSlope += off * bin.value();
        ofIntercept += off;
        slopeTwice += curve * bin.value() * bin.value();
        interceptTwice += curve;
        both += curve * bin.value();
      }
      if (Math.abs(ofSlope) < SMALL_GRADIENT && Math.abs(ofIntercept) < SMALL_GRADIENT) {
        break;
      }
      double determinant = slopeTwice * interceptTwice - both * both;
      double toSlope = -(interceptTwice * ofSlope - both * ofIntercept) / determinant;
      double toIntercept = -(slopeTwice * ofIntercept - both * ofSlope) / determinant;
      double gain = ofSlope * toSlope + ofIntercept * toIntercept;
      double stride = 1;
      double next = loss(slope + toSlope, intercept + toIntercept);
      while (next >= loss + SUFFICIENT * stride * gain && stride > SMALL_STEP) {
        stride /= 2;
        next = loss(slope + stride * toSlope, intercept + stride * toIntercept);
      }
      if (stride <= SMALL_STEP) {
        break;
      }
      slope += stride * toSlope;
      intercept += stride * toIntercept;
      loss = next;
    }
    return new FraudModel.Calibration(slope, intercept);
  }

  private double target(Ranking.Bin bin) {
    return bin.fraud() * fraudTarget + (bin.payments() - bin.fraud()) * honestTarget;
  }

  private double loss(double slope, double intercept) {
    double loss = 0;
    for (Ranking.Bin bin : ranking.bins()) {
      double z = slope * bin.value() + intercept;
      // log(1 + exp(z)) without an exponential that is too great
      double log = Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
      loss += bin.payments() * log - target(bin) * z;
    }
    return loss;
  }
}
