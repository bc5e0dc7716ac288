package io.millrace.streaming;

import io.millrace.model.feed.FeedVersions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Small files and renames through {@link FileContext}, whose rename does not overwrite. All paths
 * are absolute; every failure is an {@link UncheckedIOException} that names the path.
 */
public final class HdfsFiles implements FeedVersions.Folder {

  private static final FsPermission OWNER_AND_GROUP = new FsPermission((short) 0750);

  private final FileContext files;

  public HdfsFiles(FileContext files) {
    this.files = files;
  }

  public boolean exists(String path) {
    return io(path, () -> files.util().exists(new Path(path)));
  }

  /** The names directly below a folder; none if there is no such folder. */
  @Override
  public List<String> names(String folder) {
    return io(
        folder,
        () -> {
          List<String> names = new ArrayList<>();
          try {
            RemoteIterator<FileStatus> statuses = files.listStatus(new Path(folder));
            while (statuses.hasNext()) {
              names.add(statuses.next().getPath().getName());
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          return names;
        });
  }

  /**
   * The files directly below a folder, by name, without those that Hive's readers pass over; none
   * if there is no such folder.
   */
  public List<FileStatus> visible(String folder) {
    return io(
        folder,
        () -> {
          List<FileStatus> visible = new ArrayList<>();
          try {
            RemoteIterator<FileStatus> statuses = files.listStatus(new Path(folder));
            while (statuses.hasNext()) {
              FileStatus status = statuses.next();
              String name = status.getPath().getName();
              if (status.isFile() && !name.startsWith(".") && !name.startsWith("_")) {
                visible.add(status);
              }
            }
          } catch (FileNotFoundException e) {
            return List.of();
          }
          visible.sort(Comparator.comparing(status -> status.getPath().getName()));
          return visible;
        });
  }

  /** The text of a file, or empty if there is none. */
  @Override
  public Optional<String> read(String path) {
    return io(
        path,
        () -> {
          try (FSDataInputStream in = files.open(new Path(path))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** When a file was last changed; empty if there is none. */
  public Optional<Instant> changedAt(String path) {
    return io(
        path,
        () -> {
          try {
            return Optional.of(
                Instant.ofEpochMilli(files.getFileStatus(new Path(path)).getModificationTime()));
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Writes a file in place of one that may be there. Who dies meanwhile, or may not write so many
   * bytes, leaves an empty one or a part: for files without text, and those that are renamed when
   * they are whole.
   */
  public void write(String path, String text) {
    io(
        path,
        () -> {
          try (FSDataOutputStream out =
              files.create(
                  new Path(path),
                  EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                  CreateOpts.createParent())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
          return null;
        });
  }

  /**
   * The same, so that a reader finds the old text or the new one and nothing between, whenever the
   * writer dies. What it may leave behind has a point before the file's name, so that Hive does not
   * read it.
   */
  void replace(String path, String text) {
    int name = path.lastIndexOf('/') + 1;
    String aside = path.substring(0, name) + "." + path.substring(name);
    write(aside, text);
    io(
        path,
        () -> {
          files.rename(new Path(aside), new Path(path), Options.Rename.OVERWRITE);
          return null;
        });
  }

  /**
   * Renames unless the target exists.
   *
   * @return false if the target exists; the source is then untouched
   */
  public boolean rename(String source, String target) {
    return io(
        source + " -> " + target,
        () -> {
          try {
            files.rename(new Path(source), new Path(target));
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
  }

  public void makeFolder(String folder) {
    io(
        folder,
        () -> {
          files.mkdir(new Path(folder), FileContext.DIR_DEFAULT_PERM, true);
          return null;
        });
  }

  /** Makes a folder what only its owner and its group may look into; it need not be there yet. */
  void makeFolderOfGroup(String folder) {
    makeFolder(folder);
    io(
        folder,
        () -> {
          files.setPermission(new Path(folder), OWNER_AND_GROUP);
          return null;
        });
  }

  /** Deletes a file, or a folder with all below it; nothing if it is not there. */
  public void delete(String path) {
    io(
        path,
        () -> {
          try {
            return files.delete(new Path(path), true);
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private static <T> T io(String what, Operation<T> operation) {
    try {
      return operation.run();
    } catch (IOException e) {
      throw new UncheckedIOException(what + ": " + e.getMessage(), e);
    }
  }
}
