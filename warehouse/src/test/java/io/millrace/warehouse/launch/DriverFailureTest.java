package io.millrace.warehouse.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriverFailureTest {

  @Test
  void aBlockingCheckIsARefusal() {
    DriverFailure failure =
        failure(
            """
            User class threw exception: io.millrace.warehouse.publish.RefusedException: Not published, as blocking checks failed: not_null of dw.orders, dt=2015-05-18: 17 rows.
            	at io.millrace.warehouse.quality.Gate.requireGood(Gate.java:83)
            	at io.millrace.warehouse.curate.Curation.run(Curation.java:120)
            """);

    assertThat(failure.isRefusal()).isTrue();
    assertThat(failure.message())
        .isEqualTo(
            "Not published, as blocking checks failed: not_null of dw.orders, dt=2015-05-18: 17 rows.");
  }

  @Test
  void wrongArgumentsAreARefusalWithAllTheirLines() {
    DriverFailure failure =
        failure(
            """
            User class threw exception: io.millrace.warehouse.InvalidArgumentsException: --days is missing.
            --root is missing.
            """);

    assertThat(failure.isRefusal()).isTrue();
    assertThat(failure.message()).isEqualTo("--days is missing.\n--root is missing.");
  }

  @Test
  void aDeclarationThatIsNotLegalIsARefusal() {
    assertThat(
            failure(
                    """
                    User class threw exception: io.millrace.model.funnel.InvalidFunnelsException: 1 problem in the funnels:
                      funnels.yaml:3: steps: must be 2 or more
                    	at io.millrace.model.funnel.Funnels.parse(Funnels.java:40)
                    """)
                .isRefusal())
        .isTrue();
  }

  @Test
  void aMetastoreThatIsAwayIsNone() {
    DriverFailure failure =
        failure(
            """
            User class threw exception: io.millrace.warehouse.publish.PublishException: The metastore did not take the new partitions of dw.orders: org.apache.thrift.transport.TTransportException
            	at io.millrace.warehouse.curate.SparkPartitions.swap(SparkPartitions.java:83)
            Caused by: org.apache.thrift.transport.TTransportException
            	... 12 more
            """);

    assertThat(failure.isRefusal()).isFalse();
    assertThat(failure.sentence())
        .startsWith("The metastore did not take the new partitions of dw.orders");
  }

  @Test
  void columnsThatDoNotFitAreARefusalButNotWhatSparkWrapsOfTheMetastore() {
    DriverFailure columns =
        failure(
            """
            User class threw exception: org.apache.spark.sql.catalyst.ExtendedAnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `amout` cannot be resolved.
            'Project ['amout]
            	at org.apache.spark.sql.errors.QueryCompilationErrors$.unresolvedAttributeError(QueryCompilationErrors.scala:306)
            """);
    DriverFailure metastore =
        failure(
            """
            User class threw exception: org.apache.spark.sql.AnalysisException: org.apache.hadoop.hive.ql.metadata.HiveException: Unable to fetch table orders. Connection refused
            	at org.apache.spark.sql.hive.HiveExternalCatalog.withClient(HiveExternalCatalog.scala:110)
            Caused by: org.apache.hadoop.hive.ql.metadata.HiveException: Unable to fetch table orders. Connection refused
            """);

    assertThat(columns.isRefusal()).isTrue();
    assertThat(metastore.isRefusal()).isFalse();
  }

  @Test
  void anExecutorThatWasLostAndAClassThatNobodyKnowsAreNone() {
    DriverFailure lost =
        failure(
            """
            User class threw exception: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure: Lost task 0.3: ExecutorLostFailure (executor 1 exited)
            Driver stacktrace:
            	at org.apache.spark.scheduler.DAGScheduler.failJobAndIndependentStages(DAGScheduler.scala:2856)
            """);
    DriverFailure unknown =
        failure("User class threw exception: io.millrace.warehouse.Gone: said something");

    assertThat(lost.isRefusal()).isFalse();
    assertThat(lost.sentence()).startsWith("org.apache.spark.SparkException: Job aborted");
    assertThat(unknown.isRefusal()).isFalse();
  }

  @Test
  void anExceptionWithoutAMessageIsToldByItsName() {
    assertThat(failure("User class threw exception: java.lang.NullPointerException\n").sentence())
        .isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void aDriverThatWasKilledThrewNothing() {
    assertThat(
            DriverFailure.of(
                "Application application_1_0001 failed 1 times due to AM Container exited with exitCode: 137"))
        .isEqualTo(Optional.empty());
  }

  private static DriverFailure failure(String diagnostics) {
    return DriverFailure.of(diagnostics).orElseThrow();
  }
}
