package io.millrace.streaming.live;

import io.millrace.model.live.LiveRow;
import io.millrace.model.live.PaymentBoard.Told;
import java.time.Instant;
import java.util.List;

/** What is said of payments whose context is final; it is committed with the context. */
public interface ContextAlerts extends AutoCloseable {

  /** Says nothing. */
  ContextAlerts NONE =
      new ContextAlerts() {
        @Override
        public List<LiveRow> rows(List<Told> told, Instant now) {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** Rows of other tables about these payments. */
  List<LiveRow> rows(List<Told> told, Instant now);

  @Override
  void close();
}
