package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts rows once more by other means than the generators do. */
final class Recount {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

  private Recount() {}

  static Book of(Feed feed, Collection<Object[]> rows, List<String> counted) {
    int id = feed.indexOf(feed.idField());
    int time = feed.indexOf(feed.eventTimeField());
    Map<String, BigDecimal> money = new TreeMap<>();
    feed.fields().stream()
        .filter(f -> f.type().name().equals("MONEY"))
        .forEach(
            f ->
                money.put(
                    f.name(),
                    rows.stream()
                        .map(r -> (Long) r[feed.indexOf(f.name())])
                        .filter(a -> a != null)
                        .map(a -> BigDecimal.valueOf(a, 4))
                        .reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add)));
    Map<String, Map<String, Long>> values = new TreeMap<>();
    for (String field : counted) {
      values.put(
          field,
          byKey(
              rows.stream().filter(r -> r[feed.indexOf(field)] != null).toList(),
              r -> r[feed.indexOf(field)].toString()));
    }
    return new Book(
        rows.size(),
        md5Sum(rows.stream().map(r -> (String) r[id]).toList()),
        byKey(rows, r -> HOUR.format(Instant.ofEpochMilli((Long) r[time] / 1_000))),
        money,
        values);
  }

  private static Map<String, Long> byKey(
      Collection<Object[]> rows, Function<Object[], String> key) {
    return rows.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private static String md5Sum(List<String> ids) {
    BigInteger high = BigInteger.ZERO;
    BigInteger low = BigInteger.ZERO;
    for (String id : ids) {
      byte[] hash = md5(id);
      high = high.add(new BigInteger(1, Arrays.copyOf(hash, 8)));
      low = low.add(new BigInteger(1, Arrays.copyOfRange(hash, 8, 16)));
    }
    BigInteger limit = BigInteger.TWO.pow(64);
    return "%016x%016x".formatted(high.mod(limit), low.mod(limit));
  }

  private static byte[] md5(String id) {
    try {
      return MessageDigest.getInstance("MD5").digest(id.getBytes(UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
