package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/** Where the account's latest payment by event time was made, if any was. */
final class LastPlace implements RuleState {
  private long time = Long.MIN_VALUE;
  private double latitude = Double.NaN;
  private double longitude = Double.NaN;

  static LastPlace read(StateInput in) {
    LastPlace place = new LastPlace();
    place.time = in.readSigned();
    place.latitude = Double.longBitsToDouble(in.readFixed());
    place.longitude = Double.longBitsToDouble(in.readFixed());
    return place;
  }

  @Override
  public void write(StateOutput out) {
    out.writeSigned(time);
    out.writeFixed(Double.doubleToRawLongBits(latitude));
    out.writeFixed(Double.doubleToRawLongBits(longitude));
  }

  boolean isKnown() {
    return time != Long.MIN_VALUE;
  }

  long time() {
    return time;
  }

  double latitude() {
    return latitude;
  }

  double longitude() {
    return longitude;
  }

  void move(long newTime, double newLatitude, double newLongitude) {
    time = newTime;
    latitude = newLatitude;
    longitude = newLongitude;
  }
}
