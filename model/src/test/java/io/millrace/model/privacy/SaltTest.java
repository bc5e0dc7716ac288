package io.millrace.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("secrets").resolve("salt");
  }

  @Test
  void firstUseMakesASaltThatOnlyItsOwnerReads() throws Exception {
    Salt made = Salt.readOrCreate(file);

    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n").isEqualTo(made.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void laterUsesReadTheSameSalt() throws Exception {
    String made = Salt.readOrCreate(file).text();

    assertThat(Salt.readOrCreate(file).text()).isEqualTo(made);
    assertThat(Salt.read(file).text()).isEqualTo(made);
  }

  @Test
  void twoSaltsAreNeverTheSame() throws Exception {
    assertThat(Salt.readOrCreate(file).text())
        .isNotEqualTo(Salt.readOrCreate(folder.resolve("other")).text());
  }

  @Test
  void manyThatStartAtOnceGetTheSameSalt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> starts =
          IntStream.range(0, 50)
              .<Callable<String>>mapToObj(i -> () -> Salt.readOrCreate(file).text())
              .toList();

      List<Future<String>> salts = threads.invokeAll(starts);

      for (Future<String> salt : salts) {
        assertThat(salt.get()).isEqualTo(Salt.read(file).text());
      }
    } finally {
      threads.shutdownNow();
    }
    try (var left = Files.list(file.getParent())) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void saltThatOthersMayReadIsRefusedWithTheWayOut() throws Exception {
    Salt.readOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> Salt.readOrCreate(file))
        .isInstanceOf(InvalidSaltException.class)
        .hasMessage(
            "%s: others may use it (rw-r-----); legal: rw-------. Run: chmod 600 %s", file, file);
  }

  @Test
  void fileThatIsNoSaltIsRefusedWithoutRepeatingIt() throws Exception {
    Salt.readOrCreate(file);
    for (String text : List.of("", "hunter2", "0".repeat(63), "0".repeat(65), "\uffff")) {
      Files.writeString(file, text);

      assertThatThrownBy(() -> Salt.read(file))
          .isInstanceOf(InvalidSaltException.class)
          .hasMessageContaining("openssl rand -hex 32")
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void missingFileIsToldWhereOneIsNeeded() {
    assertThatThrownBy(() -> Salt.read(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void saltIsNotTold() throws Exception {
    Salt salt = Salt.readOrCreate(file);

    assertThat(salt.toString()).isEqualTo("Salt of 32 bytes");
  }
}
