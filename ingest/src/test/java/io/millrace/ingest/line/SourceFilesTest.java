package io.millrace.ingest.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir Path folder;

  @Test
  void filesOfAFolderComeInTheOrderOfTheirNamesWhereTheFolderWasNamed() throws IOException {
    // given
    Path day = Files.createDirectory(folder.resolve("day"));
    for (String name : List.of("b.csv", "a.csv", "c.csv.gz", ".hidden")) {
      Files.writeString(day.resolve(name), name);
    }
    Files.createDirectory(day.resolve("nested"));
    Files.createFile(day.resolve("_SUCCESS"));
    Path first = Files.writeString(folder.resolve("z.csv"), "z");
    Path last = Files.writeString(folder.resolve("0.csv"), "0");

    // when
    List<String> named = List.of(first.toString(), day.toString(), last.toString());
    try (SourceFiles files = SourceFiles.of(named)) {

      // then
      assertThat(files.open(NOTHING, folder))
          .extracting(SourceFile::name)
          .containsExactly("z.csv", "a.csv", "b.csv", "c.csv.gz", "0.csv");
    }
  }

  @Test
  void standardInputIsKeptInAFileOnlyAsLongAsItIsNeeded() throws IOException {
    // given
    Path spool = folder.resolve("spool");
    Path other = Files.writeString(folder.resolve("a.csv"), "a");
    InputStream in = new ByteArrayInputStream("content".getBytes(UTF_8));

    // when
    try (SourceFiles files = SourceFiles.of(List.of("-", other.toString()))) {
      List<SourceFile> opened = files.open(in, spool);

      // then
      SourceFile first = opened.get(0);
      assertThat(first.name()).isEqualTo("standard-input");
      assertThat(first.identity()).isEqualTo("standard-input");
      assertThat(first.open(read -> {}).readAllBytes()).asString(UTF_8).isEqualTo("content");
      assertThat(opened.get(1).identity()).isEqualTo(other.toString());
    }
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void aFileThatCannotBeReadIsNamedBeforeAnyIsUsed() throws IOException {
    Path day = Files.createDirectory(folder.resolve("day"));
    Files.writeString(day.resolve("a.csv"), "a");
    Path dangling = Files.createSymbolicLink(day.resolve("b.csv"), folder.resolve("gone"));

    assertThatThrownBy(() -> SourceFiles.of(List.of("-", day.toString())))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("There is no file " + dangling + ".");
  }

  @Test
  void anEmptyFolderAndStandardInputTwiceAreRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> SourceFiles.of(List.of(empty.toString())))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("no file in the folder");
    assertThatThrownBy(() -> SourceFiles.of(List.of("-", "-")))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("read once only");
    assertThatThrownBy(() -> SourceFiles.of(List.of("-")).open(NOTHING, folder))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("Standard input is empty");
  }
}
