package io.millrace.streaming.trap;

import io.millrace.streaming.trap.Traps.Moment;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Hdfs;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * HDFS as the driver changes it: points such as {@code log.create}, {@code raw.rename}, {@code
 * staging.delete}, by where the path lies.
 */
public final class TrappedHdfs extends FilterFs {

  /** The setting that names this class. */
  public static final String SETTING = "fs.AbstractFileSystem.hdfs.impl";

  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("/ops/landing_commits/", "log");
    PLACES.put("/ops/live_commits/", "live-log");
    PLACES.put("/published/", "mark");
    PLACES.put("/_staging/", "staging");
    PLACES.put("/compaction/", "compaction");
    PLACES.put("/ops/closed/", "closed");
    PLACES.put("/ops/reopened/", "reopened");
    PLACES.put("/ops/replaced/", "replaced");
    PLACES.put("/raw/", "raw");
    PLACES.put("/quarantine/", "quarantine");
    PLACES.put("/live/", "live");
  }

  /** As Hadoop makes file systems. */
  public TrappedHdfs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
    super(hdfs(uri, configuration));
  }

  private static AbstractFileSystem hdfs(URI uri, Configuration configuration) throws IOException {
    Configuration plain = new Configuration(configuration);
    plain.set(SETTING, Hdfs.class.getName());
    return AbstractFileSystem.createFileSystem(uri, plain);
  }

  @Override
  public FSDataOutputStream createInternal(
      Path file,
      EnumSet<CreateFlag> flag,
      FsPermission permission,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      ChecksumOpt checksum,
      boolean createParent)
      throws IOException {
    String point = place(file) + ".create";
    Traps.PROCESS.at(point, Moment.BEFORE);
    FSDataOutputStream out =
        super.createInternal(
            file,
            flag,
            permission,
            bufferSize,
            replication,
            blockSize,
            progress,
            checksum,
            createParent);
    Traps.PROCESS.at(point, Moment.AFTER);
    return out;
  }

  @Override
  public void renameInternal(Path source, Path target, boolean overwrite) throws IOException {
    String point = place(target) + ".rename";
    Traps.PROCESS.at(point, Moment.BEFORE);
    super.renameInternal(source, target, overwrite);
    Traps.PROCESS.at(point, Moment.AFTER);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    String point = place(file) + ".delete";
    Traps.PROCESS.at(point, Moment.BEFORE);
    boolean deleted = super.delete(file, recursive);
    Traps.PROCESS.at(point, Moment.AFTER);
    return deleted;
  }

  private static String place(Path file) {
    String path = file.toUri().getPath() + "/";
    return PLACES.entrySet().stream()
        .filter(place -> path.contains(place.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }
}
