package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCommandTest {

  @TempDir Path home;

  @Test
  void whatIsAskedForWronglyIsToldInOneSentenceBeforeAnythingElse() throws IOException {
    String rubbish = Files.writeString(home.resolve("mend.ndjson"), "rubbish\n").toString();
    for (List<String> wrong :
        List.of(
            List.of("2", "needs a subcommand", "quarantine"),
            List.of("2", "--dt names one day", "list", "--dt", "2026-05-01", "--to", "2026-05-02"),
            List.of("2", "is after --to", "list", "--from", "2026-05-02", "--to", "2026-05-01"),
            List.of("2", "--from", "list", "--from", "yesterday"),
            List.of("2", "NO_SUCH", "list", "--reason", "NO_SUCH"),
            List.of("2", "--limit is 0; legal: 1 or more", "show", "--limit", "0"),
            List.of("2", "--feed", "replay"),
            List.of("3", "no file", "replay", "--feed", "orders", "--repaired", "/no/such/file"),
            List.of("6", "millrace up", "list"),
            List.of("6", "millrace up", "show"),
            List.of("6", "millrace up", "replay", "--feed", "orders"))) {
      CommandRun run = quarantine(wrong.subList(2, wrong.size()));
      assertThat(run.code()).as(wrong + run.err()).isEqualTo(Integer.parseInt(wrong.get(0)));
      assertThat(run.err()).as(wrong.toString()).contains(wrong.get(1)).doesNotContain("\tat ");
      assertThat(run.err().lines()).as(wrong.toString()).hasSize(1);
    }
    CommandRun run = quarantine(List.of("replay", "--feed", "orders", "--repaired", rubbish));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Nothing was sent", "mend.ndjson:1: no JSON object");
  }

  private CommandRun quarantine(List<String> arguments) {
    if (arguments.get(0).equals("quarantine")) {
      return CommandRun.of(home, "quarantine");
    }
    String[] all = new String[arguments.size() + 1];
    all[0] = "quarantine";
    for (int i = 0; i < arguments.size(); i++) {
      all[i + 1] = arguments.get(i);
    }
    return CommandRun.of(home, all);
  }
}
