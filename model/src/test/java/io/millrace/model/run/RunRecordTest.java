package io.millrace.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRecordTest {
  private static final RunRecord RUN =
      new RunRecord(
          "20150517T100503-0123abcd",
          "activity",
          "apache_logs.gz",
          "ab",
          Instant.parse("2015-05-17T10:05:03Z"),
          Instant.parse("2015-05-17T10:05:04.5Z"),
          10,
          1,
          List.of(new OffsetRange(2, 5, 6), new OffsetRange(0, 0, 9)));

  @Test
  void jsonIsOneLineAndComesBackEqual() {
    assertThat(RUN.toJson())
        .isEqualTo(
            "{\"run_id\":\"20150517T100503-0123abcd\",\"feed\":\"activity\","
                + "\"source\":\"apache_logs.gz\",\"content_sha256\":\"ab\","
                + "\"started_at\":\"2015-05-17T10:05:03Z\",\"ended_at\":\"2015-05-17T10:05:04.500Z\","
                + "\"records\":10,\"dead_letters\":1,\"ranges\":["
                + "{\"partition\":0,\"from_offset\":0,\"until_offset\":9},"
                + "{\"partition\":2,\"from_offset\":5,\"until_offset\":6}]}");
    assertThat(RunRecord.parse(RUN.toJson())).isEqualTo(RUN);
  }

  @Test
  void fieldsOfLaterVersionsArePassedOver() {
    assertThat(RunRecord.parse(RUN.toJson().replace("{\"run_id\"", "{\"new\":1,\"run_id\"")))
        .isEqualTo(RUN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"run_id\":1}",
        "{\"run_id\":\"x\",\"feed\":\"activity\"}"
      })
  void anythingElseIsRefused(String json) {
    assertThatThrownBy(() -> RunRecord.parse(json)).isInstanceOf(InvalidRunRecordException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"until_offset\":0", "\"until_offset\":null", "\"other\":9"})
  void rangesMustBeWholeAndNotEmpty(String until) {
    String json = RUN.toJson().replace("\"until_offset\":9", until);

    assertThatThrownBy(() -> RunRecord.parse(json)).isInstanceOf(InvalidRunRecordException.class);
  }

  @Test
  void recordCutOffAnywhereIsRefused() {
    String json = RUN.toJson();
    for (int length = 0; length < json.length(); length++) {
      String cut = json.substring(0, length);
      assertThatThrownBy(() -> RunRecord.parse(cut)).isInstanceOf(InvalidRunRecordException.class);
    }
  }
}
