package io.millrace.ingest.publish;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A delivery that keeps what it was told. */
final class Deliveries implements Delivery {
  private final List<Long> offsets = new CopyOnWriteArrayList<>();
  private final List<PublishException> failures = new CopyOnWriteArrayList<>();

  @Override
  public void acknowledged(int partition, long offset) {
    offsets.add(offset);
  }

  @Override
  public void failed(PublishException failure) {
    failures.add(failure);
  }

  int acknowledged() {
    return offsets.size();
  }

  List<PublishException> failures() {
    return failures;
  }
}
