package io.millrace.cli.run;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.ingest.publish.RunLog;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The records of runs in HDFS, where landing reads them to know which hours are complete. */
public final class HdfsRunLog implements RunLog {

  private final Hdfs hdfs;

  public HdfsRunLog(Hdfs hdfs) {
    this.hdfs = hdfs;
  }

  @Override
  public void write(RunRecord run) throws IOException {
    String file = folder(run.feed()) + "/" + run.runId() + ".json";
    try {
      hdfs.create(file, run.toJson() + "\n");
    } catch (IOException e) {
      // A run that was continued after its end was recorded, but before it knew that.
      if (!hdfs.exists(file)) {
        throw e;
      }
    }
  }

  /** The runs of the same feed that brought the same content, this one left out. */
  public List<RunRecord> earlierOf(RunRecord run) throws IOException {
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
