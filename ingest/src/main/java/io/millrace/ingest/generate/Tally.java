package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueRange;
import java.math.BigDecimal;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts rows of a feed, in any order, and forgets some again. For one thread. Every sum is exact
 * and a group under addition, so that what was counted too much can be taken away.
 */
final class Tally {
  private static final long MICROS_AN_HOUR = 3_600_000_000L;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH");

  private final List<Field> fields;
  private final int id;
  private final int eventTime;
  private final int[] money;
  private final int[] counted;
  private final MessageDigest md5 = newMd5();
  private final byte[] hash = new byte[16];
  private final Map<Long, long[]> hours = new HashMap<>();
  private final List<Map<Object, long[]>> values = new ArrayList<>();
  private final ExactSum[] sums;
  private long records;
  private long highHalves;
  private long lowHalves;
  private long lastHour = Long.MIN_VALUE;
  private long[] ofLastHour;

  /**
   * @param countedFields of which each value is counted
   */
  Tally(Feed feed, List<String> countedFields) {
    fields = feed.fields();
    id = feed.indexOf(feed.idField());
    eventTime = feed.indexOf(feed.eventTimeField());
    money =
        fields.stream()
            .filter(f -> f.type() == FieldType.MONEY)
            .mapToInt(f -> feed.indexOf(f.name()))
            .toArray();
    counted = countedFields.stream().mapToInt(feed::indexOf).toArray();
    for (int i = 0; i < counted.length; i++) {
      values.add(new HashMap<>());
    }
    sums = new ExactSum[money.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new ExactSum();
    }
  }

  void add(Object[] row) {
    count(row, 1);
  }

  /** Takes away a row that was added before. */
  void remove(Object[] row) {
    count(row, -1);
  }

  private void count(Object[] row, int times) {
    records += times;
    countId((String) row[id], times);
    long hour = Math.floorDiv((Long) row[eventTime], MICROS_AN_HOUR);
    if (hour != lastHour) {
      lastHour = hour;
      ofLastHour = hours.computeIfAbsent(hour, h -> new long[1]);
    }
    ofLastHour[0] += times;
    for (int i = 0; i < money.length; i++) {
      Long amount = (Long) row[money[i]];
      if (amount != null) {
        sums[i].add(times * amount);
      }
    }
    for (int i = 0; i < counted.length; i++) {
      Object value = row[counted[i]];
      if (value != null) {
        countValue(values.get(i), value, times);
      }
    }
  }

  private static void countValue(Map<Object, long[]> counts, Object value, int times) {
    long[] count = counts.get(value);
    if (count == null) {
      count = new long[1];
      counts.put(value, count);
    }
    count[0] += times;
  }

  private void countId(String text, int times) {
    md5.update(text.getBytes(UTF_8));
    try {
      md5.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("16 bytes hold an MD5.", e);
    }
    highHalves += times * half(0);
    lowHalves += times * half(8);
  }

  private long half(int from) {
    long bits = 0;
    for (int i = from; i < from + 8; i++) {
      bits = (bits << 8) | (hash[i] & 0xff);
    }
    return bits;
  }

  /** What was counted here and there. */
  Book with(Tally other) {
    Tally both = new Tally(this);
    both.addAll(this);
    both.addAll(other);
    return both.book();
  }

  private Tally(Tally like) {
    fields = like.fields;
    id = like.id;
    eventTime = like.eventTime;
    money = like.money;
    counted = like.counted;
    for (int i = 0; i < counted.length; i++) {
      values.add(new HashMap<>());
    }
    sums = new ExactSum[money.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new ExactSum();
    }
  }

  private void addAll(Tally other) {
    records += other.records;
    highHalves += other.highHalves;
    lowHalves += other.lowHalves;
    other.hours.forEach((hour, n) -> hours.computeIfAbsent(hour, h -> new long[1])[0] += n[0]);
    for (int i = 0; i < sums.length; i++) {
      sums[i].add(other.sums[i]);
    }
    for (int i = 0; i < counted.length; i++) {
      Map<Object, long[]> mine = values.get(i);
      other.values.get(i).forEach((v, n) -> mine.computeIfAbsent(v, k -> new long[1])[0] += n[0]);
    }
  }

  /** What is counted by now. */
  Book book() {
    Map<String, Long> byHour = new TreeMap<>();
    hours.forEach((hour, n) -> put(byHour, hourText(hour), n[0]));
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (int i = 0; i < money.length; i++) {
      BigDecimal sum = new BigDecimal(sums[i].value(), ValueRange.MONEY_SCALE);
      amounts.put(fields.get(money[i]).name(), sum);
    }
    Map<String, Map<String, Long>> byValue = new TreeMap<>();
    for (int i = 0; i < counted.length; i++) {
      Map<String, Long> counts = new TreeMap<>();
      values.get(i).forEach((value, n) -> put(counts, value.toString(), n[0]));
      byValue.put(fields.get(counted[i]).name(), counts);
    }
    String idSum = "%016x%016x".formatted(highHalves, lowHalves);
    return new Book(records, idSum, byHour, amounts, byValue);
  }

  private static void put(Map<String, Long> counts, String key, long count) {
    if (count != 0) {
      counts.put(key, count);
    }
  }

  private static String hourText(long hour) {
    return HOUR.format(LocalDateTime.ofEpochSecond(hour * 3_600, 0, ZoneOffset.UTC));
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5.", e);
    }
  }
}
