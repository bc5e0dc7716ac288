package io.millrace.ingest.line;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file to be replayed: plain or gzip, known by its first bytes and not by its name. */
public final class SourceFile {
  /** At most so many bytes are read between two reports. */
  public static final int BUFFER_BYTES = 64 * 1024;

  private final Path path;

  /**
   * That file.
   *
   * @throws UnusableFileException when it is missing, no regular file, or not readable
   */
  public SourceFile(Path path) throws UnusableFileException {
    if (!Files.exists(path)) {
      throw new UnusableFileException("There is no file " + path + ".", null);
    }
    if (!Files.isRegularFile(path)) {
      throw new UnusableFileException(path + " is no regular file.", null);
    }
    if (!Files.isReadable(path)) {
      throw new UnusableFileException(path + " may not be read by this user.", null);
    }
    this.path = path;
  }

  /** The file's name without its folder. */
  public String name() {
    return path.getFileName().toString();
  }

  /** Size on disk in bytes, compressed where it is. */
  public long size() throws IOException {
    return Files.size(path);
  }

  /**
   * The uncompressed bytes.
   *
   * @param onRead told the bytes of the file on disk that have been read so far
   */
  public InputStream open(LongConsumer onRead) throws IOException {
    InputStream counted = new CountedInput(Files.newInputStream(path), onRead);
    try {
      return isGzip() ? new GZIPInputStream(counted, BUFFER_BYTES) : counted;
    } catch (IOException e) {
      counted.close();
      throw e;
    }
  }

  /**
   * SHA-256 of the uncompressed bytes. Reads the whole file, so damage is found before any line of
   * it is used.
   *
   * @throws UnusableFileException when the file cannot be read to its end
   */
  public byte[] contentSha256(LongConsumer onRead) throws UnusableFileException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = open(onRead)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (EOFException | ZipException e) {
      throw new UnusableFileException(
          path + " is gzip, but damaged or cut off: " + e.getMessage() + ".", e);
    } catch (AccessDeniedException e) {
      throw new UnusableFileException(path + " may not be read by this user.", e);
    } catch (IOException e) {
      throw new UnusableFileException("Reading " + path + " failed: " + e.getMessage() + ".", e);
    }
    return digest.digest();
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
