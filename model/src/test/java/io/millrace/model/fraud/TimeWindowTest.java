package io.millrace.model.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimeWindowTest {

  private record Entry(long time, long value) {}

  @Property(tries = 100)
  void itAnswersAsAListWould(@ForAll long seed) {
    Random random = new Random(seed);
    TimeWindow window = new TimeWindow();
    List<Entry> list = new ArrayList<>();
    for (long arrival = 0; arrival < 200; arrival++) {
      Entry entry = new Entry(arrival / 2 + random.nextInt(20), arrival);
      window.add(entry.time(), entry.value());
      list.add(entry);
      if (random.nextInt(5) == 0) {
        long oldest = arrival / 2 - random.nextInt(10);
        window.dropBefore(oldest);
        list.removeIf(e -> e.time() < oldest);
      }
      long first = arrival / 2 - random.nextInt(20);
      long last = first + random.nextInt(30);
      List<Entry> within =
          list.stream().filter(e -> e.time() >= first && e.time() <= last).toList();
      assertThat(window.size()).isEqualTo(list.size());
      assertThat(window.count(first, last)).isEqualTo(within.size());
      assertThat(window.sum(first, last)).isEqualTo(within.stream().mapToLong(Entry::value).sum());
    }
  }
}
