package io.millrace.ingest.site;

/** Solves a few linear equations by Gaussian elimination with partial pivoting. */
final class LinearEquations {
  private LinearEquations() {}

  /**
   * The x with {@code a·x = b}; infinite or NaN when there is none or more than one. Both arguments
   * are overwritten.
   */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
      }
      double[] swappedRow = a[column];
      a[column] = a[pivot];
      a[pivot] = swappedRow;
      double swapped = b[column];
      b[column] = b[pivot];
      b[pivot] = swapped;
      for (int row = column + 1; row < n; row++) {
        double factor = a[row][column] / a[column][column];
        for (int k = column; k < n; k++) {
          a[row][k] -= factor * a[column][k];
        }
        b[row] -= factor * b[column];
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = b[row];
      for (int k = row + 1; k < n; k++) {
        sum -= a[row][k] * x[k];
      }
      x[row] = sum / a[row][row];
    }
    return x;
  }
}
