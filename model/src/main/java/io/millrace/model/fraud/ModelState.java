package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;

/** What a model remembers of an account beside what is kept of each account in any case. */
final class ModelState implements RuleState {
  /** Event time of the first payment that the model saw. */
  long first = Long.MIN_VALUE;

  /** The latest event time. */
  long latest;

  /** Payments that the model saw. */
  long seen;

  /** Amounts of the payments within the model's longest window. */
  TimeWindow payments = new TimeWindow();

  LastPlace place = new LastPlace();
  RecentValues categories = new RecentValues();
  RecentValues merchants = new RecentValues();
  RecentValues devices = new RecentValues();
  RecentValues countries = new RecentValues();

  static ModelState read(StateInput in) {
    ModelState state = new ModelState();
    state.first = in.readSigned();
    state.latest = in.readSigned();
    state.seen = in.readVarint();
    state.payments = TimeWindow.read(in);
    state.place = LastPlace.read(in);
    state.categories = RecentValues.read(in);
    state.merchants = RecentValues.read(in);
    state.devices = RecentValues.read(in);
    state.countries = RecentValues.read(in);
    return state;
  }

  @Override
  public void write(StateOutput out) {
    out.writeSigned(first);
    out.writeSigned(latest);
    out.writeVarint(seen);
    payments.write(out);
    place.write(out);
    categories.write(out);
    merchants.write(out);
    devices.write(out);
    countries.write(out);
  }
}
