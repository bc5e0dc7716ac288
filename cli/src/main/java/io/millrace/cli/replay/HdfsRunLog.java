package io.millrace.cli.replay;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.ingest.publish.RunLog;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The records of replays in HDFS, where landing reads them to know which hours are complete. */
final class HdfsRunLog implements RunLog {

  private final Hdfs hdfs;

  HdfsRunLog(Hdfs hdfs) {
    this.hdfs = hdfs;
  }

  @Override
  public void write(RunRecord run) throws IOException {
    hdfs.create(folder(run.feed()) + "/" + run.runId() + ".json", run.toJson() + "\n");
  }

  /** The runs of the same feed that brought the same content, this one left out. */
  List<RunRecord> earlierOf(RunRecord run) throws IOException {
    List<RunRecord> earlier = new ArrayList<>();
    for (StoredFile file : hdfs.list(folder(run.feed()))) {
      if (file.name().endsWith(".json") && !file.name().startsWith(".")) {
        RunRecord other = RunRecord.parse(hdfs.read(file.path()).orElse("null"));
        if (other.contentSha256().equals(run.contentSha256())
            && !other.runId().equals(run.runId())) {
          earlier.add(other);
        }
      }
    }
    return earlier;
  }

  private String folder(String feed) {
    return new LandingPaths(hdfs.root(), feed).runs();
  }
}
