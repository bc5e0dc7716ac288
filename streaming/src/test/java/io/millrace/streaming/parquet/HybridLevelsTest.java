package io.millrace.streaming.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class HybridLevelsTest {

  @Test
  void parquetsOwnReaderGivesBackRunsAndNumbersInAnyMixture() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      int width = random.nextInt(21);
      int[] numbers = new int[random.nextInt(300)];
      int at = 0;
      while (at < numbers.length) {
        int number = width == 0 ? 0 : random.nextInt(1 << width);
        int run = random.nextBoolean() ? 1 : random.nextInt(40);
        for (int i = 0; i < run && at < numbers.length; i++) {
          numbers[at++] = number;
        }
      }

      assertComesBack(numbers, width);
    }
  }

  @Test
  void aRunTakesAFewBytesHoweverLongItIs() {
    ByteSink out = new ByteSink();
    HybridLevels.write(new int[100_000], 100_000, 12, out);

    assertThat(out.length()).isEqualTo(5);
  }

  private static void assertComesBack(int[] numbers, int width) throws IOException {
    ByteSink out = new ByteSink();
    HybridLevels.write(numbers, numbers.length, width, out);
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            width, new ByteArrayInputStream(out.array(), 0, out.length()));
    for (int number : numbers) {
      assertThat(decoder.readInt()).isEqualTo(number);
    }
  }
}
