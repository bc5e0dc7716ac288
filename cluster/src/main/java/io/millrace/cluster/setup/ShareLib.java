package io.millrace.cluster.setup;

import io.millrace.cluster.probe.HadoopClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Oozie's ShareLib in HDFS: the jars of each kind of action. Oozie takes the folder {@code
 * lib_<timestamp>} with the latest timestamp, so a new one is filled under another name and
 * renamed.
 */
public final class ShareLib {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final String PREFIX = "lib_";
  private static final String UNFINISHED = "unfinished";
  private static final String MANIFEST = ".millrace-manifest";

  private final HadoopClients clients;
  private final Clock clock;

  public ShareLib(HadoopClients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * Uploads the jars unless the latest ShareLib holds the same ones.
   *
   * @param root the folder of all ShareLibs, such as {@code /user/someone/share/lib}
   * @param folders from the kind of action to the local folder of its jars
   */
  public void upload(String root, Map<String, java.nio.file.Path> folders) throws IOException {
    Map<String, java.nio.file.Path> jars = jars(folders);
    String manifest = manifest(jars);
    try (DistributedFileSystem hdfs = clients.hdfs()) {
      Path base = new Path(root);
      hdfs.mkdirs(base);
      if (latestManifest(hdfs, base).equals(manifest)) {
        return;
      }
      Path unfinished = new Path(base, UNFINISHED);
      hdfs.delete(unfinished, true);
      for (Map.Entry<String, java.nio.file.Path> jar : jars.entrySet()) {
        hdfs.copyFromLocalFile(
            false, true, new Path(jar.getValue().toUri()), new Path(unfinished, jar.getKey()));
      }
      try (FSDataOutputStream out = hdfs.create(new Path(unfinished, MANIFEST), true)) {
        out.write(manifest.getBytes(StandardCharsets.UTF_8));
      }
      Path target = new Path(base, PREFIX + TIMESTAMP.format(clock.instant()));
      if (!hdfs.rename(unfinished, target)) {
        throw new IOException("HDFS would not rename " + unfinished + " to " + target);
      }
    }
  }

  private static Map<String, java.nio.file.Path> jars(Map<String, java.nio.file.Path> folders)
      throws IOException {
    Map<String, java.nio.file.Path> jars = new TreeMap<>();
    for (Map.Entry<String, java.nio.file.Path> folder : folders.entrySet()) {
      try (Stream<java.nio.file.Path> files = Files.list(folder.getValue())) {
        files.forEach(file -> jars.put(folder.getKey() + "/" + file.getFileName(), file));
      }
    }
    return jars;
  }

  private static String manifest(Map<String, java.nio.file.Path> jars) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, java.nio.file.Path> jar : jars.entrySet()) {
      lines.add(Files.size(jar.getValue()) + " " + jar.getKey());
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private static String latestManifest(DistributedFileSystem hdfs, Path base) throws IOException {
    String latest = "";
    for (FileStatus status : hdfs.listStatus(base)) {
      String name = status.getPath().getName();
      if (name.startsWith(PREFIX) && name.compareTo(latest) > 0) {
        latest = name;
      }
    }
    Path manifest = new Path(new Path(base, latest.isEmpty() ? UNFINISHED : latest), MANIFEST);
    if (latest.isEmpty() || !hdfs.exists(manifest)) {
      return "";
    }
    try (FSDataInputStream in = hdfs.open(manifest)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
