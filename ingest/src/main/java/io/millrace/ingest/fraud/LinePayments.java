package io.millrace.ingest.fraud;

import io.millrace.ingest.line.Line;
import java.io.IOException;

/** Makes the whole lines of one file, given in order, payments. */
interface LinePayments {

  /** Tells the listener what that line is; a header is nothing. */
  void read(String file, Line line, PaymentListener listener) throws IOException;

  /** To be called after the last line. */
  void end();
}
