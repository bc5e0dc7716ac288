package io.millrace.ingest.generate.payment;

import io.millrace.ingest.site.Place;

/** How far places lie apart: the great circle by the haversine, on a sphere of 6,371 km. */
final class Distance {
  private static final double EARTH_KM = 6_371;

  private Distance() {}

  static double km(Place a, Place b) {
    double lat = StrictMath.toRadians(b.latitude() - a.latitude());
    double lon = StrictMath.toRadians(b.longitude() - a.longitude());
    double half =
        square(StrictMath.sin(lat / 2))
            + StrictMath.cos(StrictMath.toRadians(a.latitude()))
                * StrictMath.cos(StrictMath.toRadians(b.latitude()))
                * square(StrictMath.sin(lon / 2));
    return 2 * EARTH_KM * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(half)));
  }

  private static double square(double x) {
    return x * x;
  }
}
