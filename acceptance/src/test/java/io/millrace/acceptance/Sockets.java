package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sockets that processes listen on, as /proc tells. */
final class Sockets {

  private static final String LISTENING = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Sockets() {}

  /** A socket; the address is {@code 127.0.0.1} or whatever else /proc says, in hex. */
  record Listening(Processes.Running process, String address, int port) {

    boolean onLoopback() {
      return address.equals("127.0.0.1");
    }
  }

  static List<Listening> of(List<Processes.Running> processes) {
    List<Listening> found = new ArrayList<>();
    for (Processes.Running process : processes) {
      Path folder = Path.of("/proc", Long.toString(process.pid()));
      Set<String> inodes = inodes(folder.resolve("fd"));
      for (String file : List.of("net/tcp", "net/tcp6")) {
        for (String line : lines(folder.resolve(file))) {
          String[] parts = line.strip().split("\\s+", -1);
          if (parts[STATE].equals(LISTENING) && inodes.contains(parts[INODE])) {
            String[] local = parts[LOCAL].split(":", -1);
            found.add(new Listening(process, address(local[0]), Integer.parseInt(local[1], 16)));
          }
        }
      }
    }
    return found;
  }

  private static String address(String hex) {
    return switch (hex) {
      case "0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000" ->
          "127.0.0.1";
      case "00000000", "00000000000000000000000000000000" -> "any";
      default -> hex;
    };
  }

  private static Set<String> inodes(Path descriptors) {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        String target = target(link);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException e) {
      // it has ended meanwhile
    }
    return inodes;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // it was closed meanwhile
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream().skip(1).toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
