package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.AccountState;
import io.millrace.model.fraud.FraudEvaluator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The accounts of one task. The store has every state as bytes; the accounts that paid last are
 * also held as objects, so that a payment of one of them reads and decodes nothing. Every change is
 * in the store before the payment's records are sent, so what is held can be let go at any time.
 */
final class AccountStates {
  private final FraudEvaluator evaluator;
  private final KeyValueStore<byte[], byte[]> store;
  private final long limitBytes;
  private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long heldBytes;

  /** A state and how many bytes it took when it was stored last. */
  private record Held(AccountState state, int bytes) {}

  /**
   * @param limitBytes how much may be held as objects, reckoned by what it takes in the store; in
   *     the heap it is up to three times that
   */
  AccountStates(FraudEvaluator evaluator, KeyValueStore<byte[], byte[]> store, long limitBytes) {
    this.evaluator = evaluator;
    this.store = store;
    this.limitBytes = limitBytes;
  }

  /**
   * The account's state, new when it never paid.
   *
   * @param key the account's id in UTF-8
   * @throws io.millrace.model.fraud.InvalidStateException when the store has something else
   */
  AccountState get(String accountId, byte[] key) {
    Held found = held.get(accountId);
    if (found != null) {
      return found.state();
    }
    byte[] bytes = store.get(key);
    return bytes == null ? evaluator.newAccount() : evaluator.read(bytes);
  }

  /** Stores the account's state after a payment. */
  void put(String accountId, byte[] key, AccountState state) {
    byte[] bytes = evaluator.write(state);
    store.put(key, bytes);
    Held before = held.put(accountId, new Held(state, bytes.length));
    heldBytes += bytes.length - (before == null ? 0 : before.bytes());
    Iterator<Held> longestUnused = held.values().iterator();
    while (heldBytes > limitBytes) {
      heldBytes -= longestUnused.next().bytes();
      longestUnused.remove();
    }
  }
}
