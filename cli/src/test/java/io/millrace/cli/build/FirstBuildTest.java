package io.millrace.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's own start, with a Maven that is a few lines of shell. */
class FirstBuildTest {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir private Path checkout;

  @Test
  void whatIsNotBuiltIsBuiltAndThenTheCommandRuns() throws Exception {
    // given a Maven that builds a program which prints its arguments
    maven(
        "3.9.1",
        """
        echo '[INFO] Building millrace-model 0.1.0-SNAPSHOT              [1/2]'
        echo '[INFO] Downloaded from central: file:///a.jar (2.9 MB at 1 MB/s)'
        echo '[INFO] Building millrace-cli 0.1.0-SNAPSHOT                [2/2]'
        mkdir -p cli/target/made
        printf 'public class P { public static void main(String[] a) { System.out.println(String.join("|", a)); } }' > cli/target/made/P.java
        "$JAVA_HOME/bin/javac" -d cli/target/made cli/target/made/P.java
        "$JAVA_HOME/bin/jar" --create --file cli/target/millrace-cli.jar --main-class P -C cli/target/made P.class
        """);

    // when it is run through a link from another folder
    Path link = Files.createSymbolicLink(checkout.resolve("link"), script());
    Ran ran = run(link.toString(), "logs", "-n 1", "kafka");

    // then
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("logs|-n 1|kafka\n");
    assertThat(ran.err())
        .contains("nothing is built yet: building " + checkout.toRealPath() + " with Maven 3.9.1")
        .contains("[1/2] millrace-model", "[2/2] millrace-cli", "1 downloads, 3 MB", "built in");
  }

  @Test
  void aBuildThatFailsNamesTheModuleTheErrorsAndTheLog() throws Exception {
    // given
    maven(
        "3.8.7",
        """
        echo '[INFO] Building millrace-model 0.1.0-SNAPSHOT              [1/2]'
        echo '[ERROR] Model.java:[3,1] class expected'
        exit 1
        """);

    // when
    Ran ran = run(script().toString(), "up");

    // then
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Model.java:[3,1] class expected")
        .contains("the build failed in millrace-model", "target/build.log")
        .doesNotContain("\tat ");
  }

  @Test
  void anOldMavenIsRefusedWithTheVersionThatIsNeeded() throws Exception {
    // given
    maven("3.6.3", "exit 1");

    // when
    Ran ran = run(script().toString(), "up");

    // then
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("is Maven 3.6.3, but the build needs 3.8 or later");
  }

  @Test
  void withoutMavenItSaysHowToGetIt() throws Exception {
    // given no Maven

    // when
    Ran ran = run(script().toString(), "up");

    // then
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("there is no 'mvn' on the PATH", "apt install maven");
  }

  @Test
  void withoutJavaItSaysHowToGetIt() throws Exception {
    // when
    Ran ran =
        run(Map.of("JAVA_HOME", checkout.resolve("none").toString()), script().toString(), "up");

    // then
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("there is no Java at", "apt install openjdk-17-jdk-headless");
    assertThat(ran.err().lines()).hasSize(1);
  }

  private record Ran(int code, String out, String err) {}

  private Path script() throws IOException {
    Path bin = Files.createDirectories(checkout.resolve("bin"));
    for (String file : new String[] {"millrace", "Build.java"}) {
      if (!Files.exists(bin.resolve(file))) {
        Files.copy(
            Path.of("../bin").resolve(file),
            bin.resolve(file),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return bin.resolve("millrace");
  }

  private void maven(String version, String build) throws IOException {
    Path mvn = Files.createDirectories(checkout.resolve("path")).resolve("mvn");
    Files.writeString(
        mvn,
        """
        #!/bin/sh
        for argument; do
          if [ "$argument" = --version ]; then
            echo "Apache Maven %s (0000)"
            exit 0
          fi
        done
        %s
        """
            .formatted(version, build));
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
  }

  private Ran run(String... command) throws Exception {
    return run(Map.of("JAVA_HOME", JAVA_HOME.toString()), command);
  }

  /** On a PATH that has the fake Maven and the few programs that the script calls. */
  private Ran run(Map<String, String> environment, String... command) throws Exception {
    Path path = Files.createDirectories(checkout.resolve("path"));
    for (String program : new String[] {"sh", "dirname", "readlink", "grep", "mkdir"}) {
      Path link = path.resolve(program);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, programNamed(program));
      }
    }
    Path out = Files.createTempFile(checkout, "out", ".txt");
    Path err = Files.createTempFile(checkout, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Ran(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path programNamed(String name) {
    return java.util.Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
