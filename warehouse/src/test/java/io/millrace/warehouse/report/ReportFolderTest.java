package io.millrace.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

  private static final LocalDate DAY = LocalDate.parse("2015-05-17");

  @TempDir private Path root;

  @Test
  void aNewReportReplacesTheOldOneAndLeavesNothingOfIt() throws Exception {
    Configuration configuration = new Configuration();
    ReportFolder reports =
        new ReportFolder(FileSystem.getLocal(configuration), configuration, root.toString());

    reports.write(DAY, Map.of("index.html", "old", "orders.csv", "old"));
    reports.write(DAY, Map.of("index.html", "new", "pages.csv", "new"));

    Path day = root.resolve("reports/dt=2015-05-17");
    assertThat(names(day)).containsExactly("index.html", "pages.csv");
    assertThat(day.resolve("index.html")).hasContent("new");
    assertThat(names(root.resolve("reports/_next"))).isEmpty();
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
