package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.FeedPaths;
import java.util.List;

/** The names by which the streaming application is known, and how it is submitted. */
final class StreamingApplication {

  /** Its tag and its name on YARN. */
  static final String TAG = "millrace-streaming";

  static final String QUEUE = "streaming";
  private static final String MAIN_CLASS = "io.millrace.streaming.LandingApp";

  private StreamingApplication() {}

  /** The arguments of spark-submit. */
  static List<String> submission(ClusterSettings settings, Checkout checkout, Hdfs hdfs) {
    return List.of(
        "--master",
        "yarn",
        "--deploy-mode",
        "cluster",
        "--queue",
        QUEUE,
        "--name",
        TAG,
        "--class",
        MAIN_CLASS,
        "--driver-memory",
        "896m",
        "--driver-cores",
        "1",
        "--num-executors",
        "1",
        "--executor-cores",
        "2",
        "--executor-memory",
        "1g",
        "--conf",
        "spark.yarn.tags=" + TAG,
        "--conf",
        "spark.yarn.submit.waitAppCompletion=false",
        "--conf",
        "spark.yarn.maxAppAttempts=10",
        "--conf",
        "spark.yarn.am.attemptFailuresValidityInterval=1h",
        "--conf",
        "spark.dynamicAllocation.enabled=false",
        "--conf",
        "spark.scheduler.mode=FAIR",
        "--jars",
        checkout.jar("model").toUri().toString(),
        checkout.jar("streaming").toUri().toString(),
        "--feeds",
        FeedPaths.under(hdfs.root()).folder(),
        "--brokers",
        settings.brokers(),
        "--root",
        hdfs.root());
  }
}
