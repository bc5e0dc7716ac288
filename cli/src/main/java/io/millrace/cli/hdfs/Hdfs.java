package io.millrace.cli.hdfs;

import io.millrace.cluster.ClusterSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** The cluster's HDFS with the few operations that commands need. Safe for several threads. */
public final class Hdfs implements AutoCloseable {

  private final FileSystem files;
  private final FileContext context;
  private final String root;

  private Hdfs(FileSystem files, FileContext context, String root) {
    this.files = files;
    this.context = context;
    this.root = root;
  }

  /** Connects with the cluster's own site files. */
  public static Hdfs open(ClusterSettings settings) throws IOException {
    return at(settings.hdfsUri() + "/millrace", configuration(settings));
  }

  /**
   * Connects with any of Hadoop's file systems.
   *
   * @param root of all zones, a whole URI without a slash at its end
   */
  public static Hdfs at(String root, Configuration configuration) throws IOException {
    URI uri = new Path(root).toUri();
    return new Hdfs(
        FileSystem.newInstance(uri, configuration),
        FileContext.getFileContext(uri, configuration),
        root);
  }

  /** Hadoop's configuration for this cluster: its site files, and an answer within seconds. */
  public static Configuration configuration(ClusterSettings settings) {
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
      configuration.addResource(new Path(settings.hadoopConf().resolve(site).toUri()));
    }
    configuration.setInt("ipc.client.connect.max.retries", 2);
    configuration.setInt("ipc.client.connect.retry.interval", 500);
    configuration.setInt("yarn.resourcemanager.connect.max-wait.ms", 5000);
    configuration.setInt("yarn.resourcemanager.connect.retry-interval.ms", 500);
    return configuration;
  }

  /** The root of all zones, {@code hdfs://host:port/millrace}, without a slash at its end. */
  public String root() {
    return root;
  }

  /** The file system itself, for what works on any; closed with this. */
  public FileSystem fileSystem() {
    return files;
  }

  /** Whether there is something at {@code path}, which is absolute or a whole URI. */
  public boolean exists(String path) throws IOException {
    return files.exists(new Path(path));
  }

  /** The text of a small file, or empty if there is none. */
  public Optional<String> read(String path) throws IOException {
    Path at = new Path(path);
    if (!files.exists(at)) {
      return Optional.empty();
    }
    try (var in = files.open(at)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Writes a file whole or not at all, and never over another.
   *
   * @throws FileAlreadyExistsException if there is one of that name
   */
  public void create(String path, String text) throws IOException {
    Path at = new Path(path);
    Path temporary = new Path(at.getParent(), "." + at.getName() + "-" + UUID.randomUUID());
    files.mkdirs(at.getParent());
    try (OutputStream out = files.create(temporary, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      context.rename(temporary, at, Rename.NONE);
    } catch (IOException e) {
      files.delete(temporary, false);
      throw e;
    }
  }

  /** Writes a file in place of one that is there, so that readers see the old or the new. */
  public void replace(String path, String text) throws IOException {
    Path at = new Path(path);
    Path temporary = new Path(at.getParent(), "." + at.getName() + "-" + UUID.randomUUID());
    files.mkdirs(at.getParent());
    try (OutputStream out = files.create(temporary, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    context.rename(temporary, at, Rename.OVERWRITE);
  }

  /** Writes a file that only its owner may read, unless there is one of that name. */
  public void createPrivate(String path, String text) throws IOException {
    Path at = new Path(path);
    if (files.exists(at)) {
      return;
    }
    files.mkdirs(at.getParent(), new FsPermission("700"));
    Path temporary = new Path(at.getParent(), "." + at.getName() + "-" + UUID.randomUUID());
    try (OutputStream out = FileSystem.create(files, temporary, new FsPermission("600"))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      context.rename(temporary, at, Rename.NONE);
    } catch (FileAlreadyExistsException e) {
      files.delete(temporary, false);
    }
  }

  /**
   * Makes a folder with files in it, whole or not at all, and never over another.
   *
   * @param aside where it is written first, beside {@code path}
   * @param texts the files' texts by name
   * @return false if there is something of that name already
   */
  public boolean createFolder(String path, String aside, Map<String, String> texts)
      throws IOException {
    Path temporary = new Path(aside);
    try {
      files.mkdirs(temporary);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        try (OutputStream out = files.create(new Path(temporary, text.getKey()), false)) {
          out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
      context.rename(temporary, new Path(path), Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      files.delete(temporary, true);
    }
  }

  /**
   * Copies a local file, in place of one that is there, so that readers see the old or the new. One
   * that is the same already stays untouched: what runs now may still have to fetch it.
   */
  public void upload(java.nio.file.Path local, String path) throws IOException {
    Path at = new Path(path);
    if (isSame(local, at)) {
      return;
    }
    Path temporary = new Path(at.getParent(), "." + at.getName() + "-" + UUID.randomUUID());
    files.mkdirs(at.getParent());
    files.copyFromLocalFile(false, true, new Path(local.toUri()), temporary);
    context.rename(temporary, at, Rename.OVERWRITE);
  }

  /** Copies a local folder with all that is in it, file by file; what is there besides stays. */
  public void uploadFolder(java.nio.file.Path local, String path) throws IOException {
    List<java.nio.file.Path> all;
    try (Stream<java.nio.file.Path> tree = Files.walk(local)) {
      all = tree.filter(Files::isRegularFile).sorted().toList();
    }
    for (java.nio.file.Path file : all) {
      upload(file, path + "/" + local.relativize(file));
    }
  }

  /** Removes a file or a folder; false if there was none. */
  public boolean delete(String path) throws IOException {
    return files.delete(new Path(path), true);
  }

  /** When a file, or what lies directly in a folder, was last changed; empty if there is none. */
  public Optional<Instant> changedAt(String path) throws IOException {
    try {
      return Optional.of(
          Instant.ofEpochMilli(files.getFileStatus(new Path(path)).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  public void makeFolder(String path) throws IOException {
    files.mkdirs(new Path(path));
  }

  /** What lies directly in a folder, ordered by name; nothing if there is no such folder. */
  public List<StoredFile> list(String folder) throws IOException {
    Path at = new Path(folder);
    List<StoredFile> found = new ArrayList<>();
    if (files.exists(at)) {
      for (FileStatus status : files.listStatus(at)) {
        found.add(stored(status));
      }
    }
    found.sort(null);
    return found;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static StoredFile stored(FileStatus status) {
    return new StoredFile(status.getPath().toString(), status.getLen());
  }

  private boolean isSame(java.nio.file.Path local, Path at) throws IOException {
    if (!files.exists(at) || files.getFileStatus(at).getLen() != Files.size(local)) {
      return false;
    }
    try (InputStream here = Files.newInputStream(local);
        InputStream there = files.open(at)) {
      return Arrays.equals(here.readAllBytes(), there.readAllBytes());
    }
  }
}
