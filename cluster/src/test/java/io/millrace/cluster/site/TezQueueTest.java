package io.millrace.cluster.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * YARN rounds up what is asked of it, and a queue that a few MiB are missing in has a task less.
 */
class TezQueueTest {

  private static final Path TEMPLATES = Path.of("../yarn-conf/embedded");

  @Test
  void theQueueOfQueriesHasRoomForTwoTasksBesideTheApplicationMaster() throws Exception {
    int step = number("hadoop/yarn-site.xml", "yarn.scheduler.minimum-allocation-mb");
    int master = number("tez/tez-site.xml", "tez.am.resource.memory.mb");
    int task = number("tez/tez-site.xml", "tez.task.resource.memory.mb");

    assertThat(number("hive/hive-site.xml", "hive.tez.container.size")).isEqualTo(task);
    assertThat(rounded(master, step) + 2 * rounded(task, step))
        .isLessThanOrEqualTo(Placeholders.QUEUES.get("adhoc"));
  }

  private static int rounded(int memory, int step) {
    return (memory + step - 1) / step * step;
  }

  private static int number(String file, String name) throws Exception {
    Matcher property =
        Pattern.compile("<name>%s</name>\\s*<value>(\\d+)</value>".formatted(Pattern.quote(name)))
            .matcher(Files.readString(TEMPLATES.resolve(file)));
    assertThat(property.find()).as(name + " in " + file).isTrue();
    return Integer.parseInt(property.group(1));
  }
}
