package io.millrace.model.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers what a join of payments and page views finds, pair by pair, and tells each payment once:
 * when the watermark is later than the payment, so that neither it nor a page view before it can
 * come any more. Payments and page views that are repeated count once. Held are the payments that
 * were not told, each with the page views before it.
 *
 * <p>Not thread-safe.
 */
public final class PaymentBoard {
  private static final double MICROS_OF_A_SECOND = 1_000_000;

  /**
   * A payment beside what its user browsed before, which nothing changes any more.
   *
   * @param lastView when the last page view before it was, microseconds since 1970; empty without
   * @param row of {@link PaymentContext#TABLE}
   */
  public record Told(Payment payment, OptionalLong lastView, LiveRow row) {}

  private final TreeMap<Long, Map<String, Gathered>> payments = new TreeMap<>();
  private final long toldUntil;
  private long watermark = Long.MIN_VALUE;
  private long late;

  /**
   * @param toldUntil payments before then were told earlier and are told no more
   */
  public PaymentBoard(Optional<Instant> toldUntil) {
    this.toldUntil = toldUntil.map(WindowBoard::micros).orElse(Long.MIN_VALUE);
  }

  /**
   * Takes a payment and one page view before it, or none if the join says that there is none. The
   * same again changes nothing, and nor does a view that is not of the payment's user or time.
   */
  public void add(Payment payment, Optional<PageView> view) {
    if (payment.micros() < toldUntil) {
      return;
    }
    if (payment.micros() < watermark) {
      late++;
      return;
    }
    Gathered gathered =
        payments
            .computeIfAbsent(payment.micros(), time -> new HashMap<>())
            .computeIfAbsent(payment.id(), id -> new Gathered(payment));
    view.filter(v -> isBefore(v, payment)).ifPresent(gathered::add);
  }

  /**
   * Lets the watermark come this far; one that is not later changes nothing.
   *
   * @return the payments before it that were not told, in order of time and id
   */
  public List<Told> advance(Instant to, Instant now) {
    List<Told> told = new ArrayList<>();
    watermark = Math.max(watermark, WindowBoard.micros(to));
    while (!payments.isEmpty() && payments.firstKey() < watermark) {
      new TreeMap<>(payments.pollFirstEntry().getValue())
          .values()
          .forEach(gathered -> told.add(gathered.tell(now)));
    }
    return told;
  }

  /** How many pairs came for payments that were told already. */
  public long late() {
    return late;
  }

  /** How many payments and page views it holds. */
  public long size() {
    return payments.values().stream()
        .flatMap(of -> of.values().stream())
        .mapToLong(gathered -> 1L + gathered.views.size())
        .sum();
  }

  private static boolean isBefore(PageView view, Payment payment) {
    long ago = payment.micros() - view.micros();
    return view.user().equals(payment.user()) && ago >= 0 && ago <= PaymentContext.BEFORE_MICROS;
  }

  /** A payment and the different page views before it. */
  private static final class Gathered {
    private final Payment payment;
    private final Map<String, PageView> views = new HashMap<>();

    Gathered(Payment payment) {
      this.payment = payment;
    }

    void add(PageView view) {
      views.put(view.id(), view);
    }

    Told tell(Instant now) {
      Set<String> pages = new HashSet<>();
      PageView last = null;
      for (PageView view : views.values()) {
        pages.add(DimText.join(view.site(), view.page()));
        last = last == null || isLater(view, last) ? view : last;
      }
      Object[] columns = {
        payment.micros(),
        payment.id(),
        payment.account(),
        payment.user(),
        payment.amount(),
        payment.currency(),
        payment.channel(),
        payment.status(),
        last != null,
        (long) views.size(),
        (long) pages.size(),
        last == null ? null : last.site(),
        last == null ? null : last.page(),
        last == null ? null : (payment.micros() - last.micros()) / MICROS_OF_A_SECOND,
        ChronoUnit.MICROS.between(Instant.EPOCH, now)
      };
      return new Told(
          payment,
          last == null ? OptionalLong.empty() : OptionalLong.of(last.micros()),
          new LiveRow(PaymentContext.TABLE, payment.micros(), columns));
    }

    /** Of two views at the same time the one with the greater id, so that it is always the same. */
    private static boolean isLater(PageView view, PageView other) {
      return view.micros() != other.micros()
          ? view.micros() > other.micros()
          : view.id().compareTo(other.id()) > 0;
    }
  }
}
