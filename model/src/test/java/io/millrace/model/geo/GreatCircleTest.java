package io.millrace.model.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreatCircleTest {

  private static final double QUARTER_KM = 6371.0088 * Math.PI / 2;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 90, 1",
    "0, 0, 90, 0, 1",
    "90, 0, -90, 0, 2",
    "0, 90, 0, -90, 2",
    "0, 179.5, 0, -180, 0.0055555555555555555",
    "52.5, 13.4, 52.5, 13.4, 0"
  })
  void partsOfAGreatCircleAreThatLong(
      double latitude1, double longitude1, double latitude2, double longitude2, double quarters) {
    assertThat(GreatCircle.kilometres(latitude1, longitude1, latitude2, longitude2))
        .isCloseTo(quarters * QUARTER_KM, within(1e-6));
    assertThat(GreatCircle.kilometres(latitude2, longitude2, latitude1, longitude1))
        .isEqualTo(GreatCircle.kilometres(latitude1, longitude1, latitude2, longitude2));
  }

  /** By the law of cosines, another formula. */
  @ParameterizedTest
  @CsvSource({"51.5074, -0.1278, 40.7128, -74.0060", "-33.8688, 151.2093, 35.6895, 139.6917"})
  void betweenCitiesItIsWhatTheLawOfCosinesSays(
      double latitude1, double longitude1, double latitude2, double longitude2) {
    double phi1 = Math.toRadians(latitude1);
    double phi2 = Math.toRadians(latitude2);
    double angle =
        Math.acos(
            Math.sin(phi1) * Math.sin(phi2)
                + Math.cos(phi1)
                    * Math.cos(phi2)
                    * Math.cos(Math.toRadians(longitude2 - longitude1)));

    assertThat(GreatCircle.kilometres(latitude1, longitude1, latitude2, longitude2))
        .isCloseTo(6371.0088 * angle, within(1e-6));
  }

  @Test
  void whatIsNoPlaceIsRefused() {
    assertThatThrownBy(() -> GreatCircle.kilometres(0, 0, 90.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("90.5, 0.0");
    assertThat(GreatCircle.isPlace(Double.NaN, 0)).isFalse();
    assertThat(GreatCircle.isPlace(-90, 180)).isTrue();
  }
}
