package io.millrace.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  @TempDir Path folder;

  private Memory memory(String meminfo) throws IOException {
    return new Memory(Files.writeString(folder.resolve("meminfo"), meminfo), folder);
  }

  @Test
  void theMachineSaysWhatIsAvailable() throws IOException {
    Memory memory = memory("MemTotal: 2000 kB\nMemFree: 10 kB\nMemAvailable:    1000 kB\n");

    assertThat(memory.availableBytes()).hasValue(1000 * 1024);
  }

  @Test
  void aContainerMayAllowLess() throws IOException {
    Memory memory = memory("MemAvailable: 1000 kB\n");
    Files.writeString(folder.resolve("memory.max"), "500000\n");
    Files.writeString(folder.resolve("memory.current"), "200000\n");

    assertThat(memory.availableBytes()).hasValue(300_000);
  }

  @Test
  void aContainerWithoutALimitAllowsWhatTheMachineHas() throws IOException {
    Memory memory = memory("MemAvailable: 1000 kB\n");
    Files.writeString(folder.resolve("memory.max"), "max\n");
    Files.writeString(folder.resolve("memory.current"), "200000\n");

    assertThat(memory.availableBytes()).hasValue(1000 * 1024);
  }
}
