package io.millrace.model.geo;

/**
 * The shortest way between two places along the surface of a sphere of the Earth's size, by the
 * haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984), which
 * is exact for near places, too. The Earth is no sphere: distances are right to about 0.5 %.
 */
public final class GreatCircle {

  /** Mean radius of the Earth as the IUGG defines it. */
  private static final double RADIUS_KM = 6371.0088;

  private GreatCircle() {}

  /**
   * The distance in kilometres, the same bits on every machine.
   *
   * @param latitude1 degrees, north positive, -90 to 90
   * @param longitude1 degrees, east positive, -180 to 180
   * @throws IllegalArgumentException if one of them is no such place
   */
  public static double kilometres(
      double latitude1, double longitude1, double latitude2, double longitude2) {
    if (!isPlace(latitude1, longitude1) || !isPlace(latitude2, longitude2)) {
      throw new IllegalArgumentException(
          "no places on Earth: %s, %s and %s, %s"
              .formatted(latitude1, longitude1, latitude2, longitude2));
    }
    double phi1 = StrictMath.toRadians(latitude1);
    double phi2 = StrictMath.toRadians(latitude2);
    double overLatitude = StrictMath.sin((phi2 - phi1) / 2);
    double overLongitude = StrictMath.sin(StrictMath.toRadians(longitude2 - longitude1) / 2);
    double haversine =
        overLatitude * overLatitude
            + StrictMath.cos(phi1) * StrictMath.cos(phi2) * overLongitude * overLongitude;
    // opposite places may come out a last digit above 1
    return 2 * RADIUS_KM * StrictMath.asin(StrictMath.sqrt(StrictMath.min(1, haversine)));
  }

  /** Whether there is such a place; no number is none. */
  public static boolean isPlace(double latitude, double longitude) {
    return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
  }
}
