package io.millrace.ingest.fraud;

import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import java.io.IOException;

/** Told what the lines of files are, in their order; what it throws ends the reading. */
interface PaymentListener {

  void payment(Payment payment, PaymentNote note) throws IOException;

  void refused(RefusedLine line) throws IOException;
}
