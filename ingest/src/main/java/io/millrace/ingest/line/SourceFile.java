package io.millrace.ingest.line;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/** A file to be replayed: plain or gzip, known by its first bytes and not by its name. */
public final class SourceFile {
  /** At most so many bytes are read between two reports. */
  public static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;
  private final String name;

  /**
   * That file, by its own name.
   *
   * @throws UnusableFileException when it is missing, no regular file, or not readable
   */
  public SourceFile(Path path) throws UnusableFileException {
    this(path, String.valueOf(path.getFileName()));
  }

  /**
   * That file, by another name.
   *
   * @throws UnusableFileException when it is missing, no regular file, or not readable
   */
  SourceFile(Path path, String name) throws UnusableFileException {
    if (!Files.exists(path)) {
      throw new UnusableFileException("There is no file " + path + ".", null);
    }
    if (!Files.isRegularFile(path)) {
      throw new UnusableFileException(
          path
              + " is no regular file. What comes through a pipe is read as standard input, named -.",
          null);
    }
    if (!Files.isReadable(path)) {
      throw new UnusableFileException(path + " may not be read by this user.", null);
    }
    this.path = path;
    this.name = name;
  }

  /** The file's name without its folder. */
  public String name() {
    return name;
  }

  /** By which it is known among others: its absolute path, or its name where it has no own path. */
  public String identity() {
    boolean named = name.equals(String.valueOf(path.getFileName()));
    return named ? path.toAbsolutePath().normalize().toString() : name;
  }

  /** Size on disk in bytes, compressed where it is. */
  public long size() throws UnusableFileException {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UnusableFileException("Reading the size of " + name + " failed.", e);
    }
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() throws UnusableFileException {
    return size() == 0;
  }

  /**
   * The uncompressed bytes.
   *
   * @param onRead told the bytes of the file on disk that have been read so far
   */
  public InputStream open(LongConsumer onRead) throws IOException {
    InputStream counted = new CountedInput(Files.newInputStream(path), onRead);
    try {
      return isGzip() ? new GzipMembers(counted) : counted;
    } catch (IOException e) {
      counted.close();
      throw e;
    }
  }

  /**
   * SHA-256 of the uncompressed bytes. Reads the whole file, so damage is found before any line of
   * it is used.
   *
   * @param cut how the file is cut into lines; what cannot be cut is found as well
   * @throws UnusableFileException when the file cannot be read or cut to its end
   */
  public byte[] contentSha256(Cut cut, LongConsumer onRead) throws UnusableFileException {
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(open(onRead), digest)) {
      cut.readThrough(in);
    } catch (EOFException | ZipException e) {
      throw new UnusableFileException(
          name + " is gzip, but damaged or cut off: " + e.getMessage() + ".", e);
    } catch (AccessDeniedException e) {
      throw new UnusableFileException(name + " may not be read by this user.", e);
    } catch (UnusableFileException e) {
      throw new UnusableFileException(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnusableFileException("Reading " + name + " failed: " + e.getMessage() + ".", e);
    }
    return digest.digest();
  }

  /** The first byte of the uncompressed content that is no white space, or -1. */
  public int firstByte() throws UnusableFileException {
    try (InputStream in = open(read -> {})) {
      int b = in.read();
      while (b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0xef || b == 0xbb
          || b == 0xbf) {
        b = in.read();
      }
      return b;
    } catch (IOException e) {
      throw new UnusableFileException("Reading " + name + " failed: " + e.getMessage() + ".", e);
    }
  }

  private boolean isGzip() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static final class CountedInput extends FilterInputStream {
    private final LongConsumer onRead;
    private long read;

    CountedInput(InputStream in, LongConsumer onRead) {
      super(in);
      this.onRead = onRead;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        onRead.accept(++read);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      if (n > 0) {
        read += n;
        onRead.accept(read);
      }
      return n;
    }
  }
}
