package io.millrace.warehouse.hive;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiveErrorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error: Error while compiling statement: FAILED: SemanticException [Error 10001]: Line 3:5 Table not found 'actvity' (state=42S02,code=10001)",
        "Error: Error while compiling statement: FAILED: SemanticException [Error 10004]: Line 1:7 Invalid table alias or column reference 'sit' (state=42000,code=10004)",
        "Error: Error while compiling statement: FAILED: ParseException line 1:0 cannot recognize input near 'SELEC' '1' '<EOF>' (state=42000,code=40000)",
        "Error: Error while compiling statement: FAILED: HiveAccessControlException Permission denied: user [me] does not have [SELECT] privilege (state=42000,code=40000)"
      })
  void whatIsWrongWithAStatementIsARefusal(String said) {
    assertThat(HiveError.lastOf(said)).hasValueSatisfying(e -> assertThat(e.isRefusal()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error: Error while processing statement: FAILED: Execution Error, return code 2 from org.apache.hadoop.hive.ql.exec.tez.TezTask. Vertex failed, vertexName=Map 1 (state=08S01,code=2)",
        "Error: Error while compiling statement: FAILED: SemanticException Unable to fetch table activity. java.net.ConnectException: Connection refused (state=42000,code=40000)",
        "Error: Error while compiling statement: FAILED: Error in acquiring locks: Locks on the underlying objects cannot be acquired, retry after some time. (state=42000,code=10104)",
        "Error: Error while compiling statement: FAILED: SemanticException [Error 10011]: Invalid function dw.page_section (state=42000,code=10011)",
        "Error: Error while compiling statement: FAILED: SemanticException [Error 10006]: Partition not found {dt=2026-01-05} (state=42000,code=10006)",
        "Error: Error while compiling statement: FAILED: Error communicating with the metastore (state=42000,code=10280)",
        "Error: org.apache.thrift.transport.TTransportException: java.net.SocketException: Broken pipe (state=08S01,code=0)"
      })
  void whatWasAwayOrFailedAtRunTimeIsNone(String said) {
    assertThat(HiveError.lastOf(said)).hasValueSatisfying(e -> assertThat(e.isRefusal()).isFalse());
  }

  @Test
  void theLastErrorCountsWithAllItsLinesAndWithoutItsState() {
    assertThat(
            HiveError.lastOf(
                """
                Connected to: Apache Hive (version 4.0.0)
                Error: one thing (state=42000,code=40000)
                INFO  : Completed
                Error: Error while processing statement: FAILED: Execution Error.
                Vertex failed (state=08S01,code=2)
                Closing: 0: jdbc:hive2://127.0.0.1:10000/
                """))
        .contains(
            new HiveError(
                "Error while processing statement: FAILED: Execution Error.\nVertex failed", 2));
    assertThat(HiveError.lastOf("Connected to: Apache Hive\n")).isEmpty();
  }

  @Test
  void theDriversExceptionIsThrownAsWhatItTells() {
    assertThat(
            HiveError.thrown("Hive refused", new SQLException("Table not found", "42S02", 10001)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Hive refused");
    assertThat(HiveError.thrown("Hive refused", new SQLException("Broken pipe", "08S01", 0)))
        .isExactlyInstanceOf(PublishException.class);
    assertThat(HiveError.thrown("Hive refused", new SQLException()))
        .isExactlyInstanceOf(PublishException.class);
  }
}
