package io.millrace.bench.fraud;

import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;

/**
 * What the state of an account takes after those payments, the mean of all accounts.
 *
 * @param heapBytes in this JVM, with its entry in the map
 * @param storedBytes as hosts store it
 */
record StateSize(long heapBytes, long storedBytes) {

  static StateSize after(RuleSet rules, List<Payment> payments) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long before = used(memory);
    Evaluations evaluations = new Evaluations(new FraudEvaluator(rules));
    evaluations.all(payments);
    long heap = used(memory) - before;
    int accounts = evaluations.size();
    return new StateSize(heap / accounts, evaluations.storedBytes() / accounts);
  }

  private static long used(MemoryMXBean memory) {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
