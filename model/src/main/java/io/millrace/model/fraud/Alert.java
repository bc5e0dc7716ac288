package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the fraud desk is told.
 *
 * @param id 32 hexadecimal digits, the same whenever the same rule of the same rule set fires for
 *     the same payment, so that an alert that is delivered twice is known as one
 */
public record Alert(String id, Finding finding) {
  private static final int ID_BYTES = 16;

  /** The alert of a finding. */
  static Alert of(String ruleSetVersion, Payment payment, Finding finding) {
    return of(ruleSetVersion, payment.accountId(), payment.transactionId(), finding);
  }

  /** The alert of a finding of either stage about that payment of that account. */
  public static Alert of(
      String ruleSetVersion, String accountId, String transactionId, Finding finding) {
    MessageDigest digest = sha256();
    for (String part : new String[] {accountId, transactionId, finding.rule(), ruleSetVersion}) {
      digest.update(part.getBytes(UTF_8));
      // no text has this byte in UTF-8, so parts cannot run into each other
      digest.update((byte) 0xff);
    }
    return new Alert(HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ID_BYTES)), finding);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
