package io.millrace.ingest.collect.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.collect.spool.SpoolEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back in order, whatever happens to the process and the file's end. */
class SpoolTest {
  private static final long LIMIT = 256L * 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void whatIsWrittenComesBackInOrderAfterTheProcessIsGone() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.awaitDurable(first.write(List.of(entry("a"), entry("b"))));
    first.write(List.of(new SpoolEntry(Kind.DEAD_LETTER, null, new byte[0])));

    // when: not closed, as if it had been killed
    Spool second = open(LIMIT);

    // then
    List<Spooled> left = second.peek(10, LIMIT);
    assertThat(left).hasSize(3);
    assertThat(names(left.subList(0, 2))).containsExactly("a", "b");
    assertThat(left.get(0).entry().key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(left.get(2).entry().kind()).isEqualTo(Kind.DEAD_LETTER);
    assertThat(left.get(2).entry().key()).isNull();
  }

  @Test
  void whatWasDroppedDoesNotComeAgainAndTheRestDoes() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.write(List.of(entry("a"), entry("b"), entry("c")));
    first.drop(first.peek(2, LIMIT));

    // when
    Spool second = open(LIMIT);
    second.write(List.of(entry("d")));

    // then
    assertThat(names(second.peek(10, LIMIT))).containsExactly("c", "d");
    assertThat(second.entries()).isEqualTo(2);
  }

  @Test
  void aPositionThatIsLostOnlyBringsEntriesAgain() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.write(List.of(entry("a"), entry("b")));
    first.drop(first.peek(1, LIMIT));

    // when
    Files.writeString(folder.resolve("position"), "rubbish");

    // then
    assertThat(names(open(LIMIT).peek(10, LIMIT))).containsExactly("a", "b");
  }

  @Test
  void aTornEndIsCutWhereverItIsTorn() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.write(List.of(entry("a")));
    long whole = Files.size(segments().get(0));
    first.write(List.of(entry("b")));
    byte[] all = Files.readAllBytes(segments().get(0));

    for (int length = (int) whole; length < all.length; length++) {
      // when
      Files.write(segments().get(0), Arrays.copyOf(all, length));
      Spool torn = open(LIMIT);

      // then
      assertThat(names(torn.peek(10, LIMIT))).containsExactly("a");
      assertThat(torn.cutBytes()).isEqualTo(length - whole);
    }
  }

  @Test
  void aFlippedBitAtTheEndIsCutAndInTheMiddleOfTheSpoolIsSaid() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.write(List.of(entry("a"), entry("b")));
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 1] ^= 1;
    Files.write(segment, bytes);

    // when, then
    assertThat(names(open(LIMIT).peek(10, LIMIT))).containsExactly("a");
    bytes[10] ^= 1;
    Files.write(segment, bytes);
    Files.write(segment.resolveSibling("%018d.spool".formatted(999)), new byte[0]);
    assertThatThrownBy(() -> open(LIMIT))
        .isInstanceOf(DamagedSpoolException.class)
        .hasMessageContaining(segment.getFileName().toString())
        .hasMessageContaining("byte 0");
  }

  @Test
  void rubbishAfterTheLastEntryIsCut() throws Exception {
    // given
    Spool first = open(LIMIT);
    first.write(List.of(entry("a")));
    Files.write(segments().get(0), new byte[4096], StandardOpenOption.APPEND);

    // when
    Spool second = open(LIMIT);

    // then
    assertThat(names(second.peek(10, LIMIT))).containsExactly("a");
    assertThat(second.cutBytes()).isEqualTo(4096);
  }

  @Test
  void aFullSpoolTakesNothingUntilThereIsRoomAgain() throws Exception {
    // given
    Spool spool = open(1_000);
    spool.write(List.of(new SpoolEntry(Kind.RECORD, null, new byte[900])));

    // when, then
    assertThatThrownBy(() -> spool.write(List.of(new SpoolEntry(Kind.RECORD, null, new byte[90]))))
        .isInstanceOf(SpoolFullException.class);
    assertThat(spool.entries()).isEqualTo(1);
    spool.drop(spool.peek(1, 1));
    spool.write(List.of(new SpoolEntry(Kind.RECORD, null, new byte[90])));
    assertThat(spool.entries()).isEqualTo(1);
  }

  @Test
  void manyFilesAreReadAsOneAndDeletedWhenTheyAreDropped() throws Exception {
    // given
    Spool spool = open(LIMIT);
    int count = 60;
    for (int i = 0; i < count; i++) {
      byte[] value = Arrays.copyOf(Integer.toString(i).getBytes(UTF_8), 1024 * 1024);
      spool.write(List.of(new SpoolEntry(Kind.RECORD, null, value)));
    }
    assertThat(segments()).hasSizeGreaterThan(2);

    // when
    List<String> read = new ArrayList<>();
    while (!spool.isEmpty()) {
      List<Spooled> next = spool.peek(7, LIMIT);
      next.forEach(s -> read.add(new String(s.entry().value(), UTF_8).strip().replace("\0", "")));
      spool.drop(next);
    }

    // then
    assertThat(read).isEqualTo(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    assertThat(segments()).isEmpty();
  }

  @Test
  void writersAtOnceLoseNothing() throws Exception {
    // given
    Spool spool = open(LIMIT);
    List<Thread> writers = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int w = 0; w < 8; w++) {
      String name = "w" + w;
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 50; i++) {
                    spool.awaitDurable(spool.write(List.of(entry(name + "-" + i))));
                  }
                } catch (IOException | SpoolFullException e) {
                  failures.add(e);
                }
              });
      writers.add(writer);
      writer.start();
    }

    // when
    for (Thread writer : writers) {
      writer.join();
    }

    // then
    assertThat(failures).isEmpty();
    List<String> names = names(spool.peek(1_000, LIMIT));
    assertThat(names).hasSize(400).doesNotHaveDuplicates();
    for (int w = 0; w < 8; w++) {
      String prefix = "w" + w + "-";
      assertThat(names.stream().filter(n -> n.startsWith(prefix)))
          .isEqualTo(IntStream.range(0, 50).mapToObj(i -> prefix + i).toList());
    }
  }

  private Spool open(long limit) throws IOException {
    return Spool.open(folder, new SpoolBudget(limit));
  }

  private static SpoolEntry entry(String name) {
    return new SpoolEntry(Kind.RECORD, "key".getBytes(UTF_8), name.getBytes(UTF_8));
  }

  private static List<String> names(List<Spooled> entries) {
    return entries.stream().map(s -> new String(s.entry().value(), UTF_8)).toList();
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".spool")).sorted().toList();
    }
  }
}
