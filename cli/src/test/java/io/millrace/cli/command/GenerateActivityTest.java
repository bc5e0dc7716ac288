package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import io.millrace.ingest.generate.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateActivityTest {
  private static final String HISTORY =
      "generate activity --count 2000 --start 2024-03-04 --late 0.05 --duplicates 0.05"
          + " --malformed 0.01 --seed ";

  @TempDir private Path home;

  @Test
  void theSameSeedWritesTheSameBytesAndAnotherOneOthers() throws IOException {
    // when
    CommandRun first = generate("9", "a.ndjson");
    generate("9", "b.ndjson");
    generate("10", "c.ndjson");

    // then
    assertThat(first.code()).as(first.err()).isZero();
    byte[] bytes = Files.readAllBytes(home.resolve("a.ndjson"));
    assertThat(bytes)
        .isNotEmpty()
        .isEqualTo(Files.readAllBytes(home.resolve("b.ndjson")))
        .isNotEqualTo(Files.readAllBytes(home.resolve("c.ndjson")));
  }

  @Test
  void theInventoryCountsWhatWasMade() throws IOException {
    // when
    generate("9", "a.ndjson");

    // then
    Inventory inventory = Inventory.read(home.resolve("a.ndjson.inventory.json"));
    assertThat(inventory.end()).isEqualTo(Inventory.End.COMPLETE);
    assertThat(inventory.kinds().get("duplicate")).isPositive();
    assertThat(inventory.kinds().get("malformed")).isPositive();
    assertThat(inventory.kinds().get("late")).isPositive();
  }

  @Test
  void aWrongDescriptionOfTheSitesIsToldWithItsPlaceAndValue() throws IOException {
    // given a checkout whose conf/sites.yaml is wrong in two places
    Path real = Path.of("..").toAbsolutePath().normalize();
    Path conf = Files.createDirectories(home.resolve("checkout/conf"));
    Files.createSymbolicLink(conf.resolve("feeds"), real.resolve("conf/feeds"));
    Files.writeString(
        conf.resolve("sites.yaml"),
        Files.readString(real.resolve("conf/sites.yaml"))
            .replace("signed_in: 0.35", "signed_in: most")
            .replace("products: 400", "products: -1"));

    // when
    CommandRun run =
        CommandRun.in(
            conf.getParent(),
            Map.of("MILLRACE_HOME", home.toString()),
            (HISTORY + "1 --output " + home.resolve("a.ndjson")).split(" "));

    // then
    assertThat(run.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run.err())
        .contains("2 problems", "visitors.signed_in: most", "sites[0].products: -1", "legal")
        .doesNotContain("\tat ");
  }

  private CommandRun generate(String seed, String file) {
    return CommandRun.of(home, (HISTORY + seed + " --output " + home.resolve(file)).split(" "));
  }
}
