package io.millrace.model.fraud;

/** Is told what a model makes of each payment, for training and for measuring. */
@FunctionalInterface
public interface ModelListener {

  /**
   * A payment was evaluated.
   *
   * @param features by {@link ModelFeature#place}; not to be kept, the next payment's stand there
   *     then
   * @param margin the sum of the trees
   * @param probability of fraud, 0 to 1
   */
  void scored(double[] features, double margin, double probability);
}
