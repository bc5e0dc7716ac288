package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  @TempDir Path home;

  @Test
  void aWrongInventoryIsToldBeforeTheClusterIsAsked() throws IOException {
    String other = Files.writeString(home.resolve("orders.csv"), "a,b\n").toString();
    String missing = home.resolve("no.inventory.json").toString();
    CommandRun generated = generated();

    assertThat(generated.code()).as(generated.err()).isZero();
    told(2, "is no inventory of a generator", "--inventory", other);
    told(3, "There is no file " + missing, "--inventory", missing);
    told(2, "--feed activity", "--feed", "activity", "--inventory", inventory());
    told(2, "the same records", "--inventory", inventory(), "--inventory", inventory());
    told(6, "millrace up", "--inventory", inventory());
  }

  private void told(int code, String words, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "audit";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandRun run = CommandRun.of(home, all);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).contains(words).doesNotContain("\tat ");
  }

  private CommandRun generated() {
    String file = home.resolve("lines.csv").toString();
    return CommandRun.of(home, "generate", "orders", "--count", "3", "--output", file);
  }

  private String inventory() {
    return home.resolve("lines.csv.inventory.json").toString();
  }
}
