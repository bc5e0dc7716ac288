package io.millrace.model.state;

/**
 * A 64-bit hash of text, the same in every process and for ever: state that holds it is merged with
 * that of other tasks, and is read again later. Blocks of four characters are mixed as in Austin
 * Appleby's MurmurHash3, which is in the public domain.
 */
public final class Hash64 {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int CHARS_OF_A_BLOCK = 4;

  private Hash64() {}

  /** The hash; different texts may have the same one, by chance about once in 2^64 pairs. */
  public static long of(String text) {
    int length = text.length();
    long hash = 0;
    long block = 0;
    for (int i = 0; i < length; i++) {
      block = block << Character.SIZE | text.charAt(i);
      if (i % CHARS_OF_A_BLOCK == CHARS_OF_A_BLOCK - 1) {
        hash = mixed(hash, block);
        block = 0;
      }
    }
    // The length tells apart what ends in zero characters.
    return finished(mixed(hash, block) ^ length);
  }

  private static long mixed(long hash, long block) {
    long mixed = hash ^ Long.rotateLeft(block * C1, 31) * C2;
    return Long.rotateLeft(mixed, 27) * 5 + 0x52dce729;
  }

  private static long finished(long hash) {
    long h = hash;
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }
}
