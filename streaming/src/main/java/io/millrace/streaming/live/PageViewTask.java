package io.millrace.streaming.live;

import io.millrace.model.live.PaymentContext;
import io.millrace.streaming.Declaration;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Page views of known users, of the feed activity. */
final class PageViewTask extends JoinTask {

  private final PaymentContext context;

  PageViewTask(Declaration declaration, PaymentContext context) {
    super(declaration);
    this.context = context;
  }

  @Override
  StructType columns() {
    return PaymentContextJoin.PAGE_VIEWS;
  }

  @Override
  Optional<Row> row(Object[] fields) {
    return context
        .pageView(fields)
        .map(
            view ->
                RowFactory.create(
                    timestamp(view.micros()), view.user(), view.id(), view.site(), view.page()));
  }
}
