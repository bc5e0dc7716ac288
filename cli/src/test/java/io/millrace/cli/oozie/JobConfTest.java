package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class JobConfTest {

  @Test
  void propertiesAreReadAsOozieWritesThem() {
    assertThat(
            JobConf.read(
                """
                <configuration>
                  <property><name>days</name><value>2015-05-17,2015-05-18</value></property>
                  <property><name>user.name</name><value>root</value></property>
                </configuration>"""))
        .containsExactly(entry("days", "2015-05-17,2015-05-18"), entry("user.name", "root"));
  }

  @Test
  void aJobWithoutAConfigurationHasNone() {
    assertThat(JobConf.read(null)).isEmpty();
    assertThat(JobConf.read("")).isEmpty();
  }
}
