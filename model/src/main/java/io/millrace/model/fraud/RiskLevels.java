package io.millrace.model.fraud;

/**
 * The least score of each level above {@link RiskLevel#LOW}; they rise.
 *
 * @param medium 1 to 98
 * @param high above medium
 * @param critical above high, at most 100
 */
public record RiskLevels(int medium, int high, int critical) {

  static final RiskLevels USUAL = new RiskLevels(25, 50, 80);

  /** The level of that score. */
  public RiskLevel of(int score) {
    if (score >= critical) {
      return RiskLevel.CRITICAL;
    } else if (score >= high) {
      return RiskLevel.HIGH;
    }
    return score >= medium ? RiskLevel.MEDIUM : RiskLevel.LOW;
  }
}
