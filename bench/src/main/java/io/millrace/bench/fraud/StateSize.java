package io.millrace.bench.fraud;

import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.RuleSet;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.List;

/**
 * What the state of an account takes after those payments, the mean of all accounts. Of few
 * accounts the heap's figure says nothing: what else the JVM lets go meanwhile outweighs it.
 *
 * @param heapBytes in this JVM, with its entry in the map
 * @param storedBytes as hosts store it
 */
record StateSize(long heapBytes, long storedBytes) {

  static StateSize after(RuleSet rules, List<Payment> payments) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    // what the first ones leave behind besides themselves is not the second ones'
    Evaluations first = evaluated(rules, payments);
    try {
      long before = used(memory);
      Evaluations second = evaluated(rules, payments);
      long heap = used(memory) - before;
      return new StateSize(heap / second.size(), second.storedBytes() / second.size());
    } finally {
      Reference.reachabilityFence(first);
    }
  }

  private static Evaluations evaluated(RuleSet rules, List<Payment> payments) {
    Evaluations evaluations = new Evaluations(new FraudEvaluator(rules));
    evaluations.all(payments);
    return evaluations;
  }

  private static long used(MemoryMXBean memory) {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
