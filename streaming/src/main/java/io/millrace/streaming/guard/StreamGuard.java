package io.millrace.streaming.guard;

import io.millrace.model.streaming.StreamingPaths;
import io.millrace.streaming.HdfsFiles;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Starts the streaming applications that are wanted and that YARN has no more. Needs Spark's
 * libraries and the cluster's site files on its classpath; the argument is the root of all zones.
 */
public final class StreamGuard {

  private StreamGuard() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("Usage: StreamGuard ROOT");
    }
    YarnConfiguration hadoop = new YarnConfiguration();
    FileContext context = FileContext.getFileContext(new Path(args[0]).toUri(), hadoop);
    WantedFiles wanted = new WantedFiles(new HdfsFiles(context), new StreamingPaths(args[0]));
    try (YarnScheduler yarn = YarnScheduler.connect(hadoop)) {
      new Guard(wanted, yarn).look();
    }
  }
}
