package io.millrace.ingest.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Random numbers that the seed alone determines, on every machine and with every Java: the
 * SplitMix64 generator (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA
 * 2014) written out, since the JDK does not promise the sequences of its own. For one thread.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private long state;

  public SeededRandom(long seed) {
    this.seed = seed;
    this.state = mix(seed);
  }

  /**
   * Another sequence, independent of how much was drawn from this one: the same seed and name give
   * the same sequence. So that what one part draws does not shift what another part gets.
   */
  public SeededRandom named(String name) {
    long hash = seed;
    for (byte b : name.getBytes(UTF_8)) {
      hash = mix(hash ^ b) + GOLDEN_GAMMA;
    }
    return new SeededRandom(hash);
  }

  /** The same for the parts of a whole, such as accounts, by number. */
  public SeededRandom numbered(long number) {
    return new SeededRandom(mix(seed + GOLDEN_GAMMA) ^ mix(number * GOLDEN_GAMMA + 1));
  }

  /** Any 64 bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** From 0, evenly, below {@code bound}, which is positive. */
  public int below(int bound) {
    // The high half of the product (Lemire 2019) without its rejection: the bias is below 2^-32.
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From {@code least} to {@code greatest}, both included, evenly. */
  public int between(int least, int greatest) {
    return least + below(greatest - least + 1);
  }

  /**
   * From {@code least} to {@code greatest}, both included, evenly; they lie less than 2^53 apart.
   */
  public long between(long least, long greatest) {
    return least + (long) (unit() * (double) (greatest - least + 1));
  }

  /** From 0, evenly, below 1. */
  public double unit() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** True with that probability, from 0 to 1. */
  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** Waiting times: exponentially distributed with that mean. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1.0 - unit());
  }

  /** Normally distributed with mean 0 and standard deviation 1. */
  public double gaussian() {
    double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - unit()));
    return radius * StrictMath.cos(2.0 * StrictMath.PI * unit());
  }

  /** Log-normally distributed: the logarithm's standard deviation is {@code spread}. */
  public double logNormal(double median, double spread) {
    return median * StrictMath.exp(spread * gaussian());
  }

  /** One of them, evenly. */
  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** 32 lower-case hex digits, the form of a record's id. */
  public String id() {
    byte[] hex = new byte[32];
    hex(nextLong(), hex, 0);
    hex(nextLong(), hex, 16);
    return new String(hex, ISO_8859_1);
  }

  private static void hex(long bits, byte[] into, int from) {
    for (int i = 0; i < 16; i++) {
      int digit = (int) (bits >>> (60 - 4 * i)) & 0xf;
      into[from + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
