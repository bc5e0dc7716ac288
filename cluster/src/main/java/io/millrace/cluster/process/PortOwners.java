package io.millrace.cluster.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says whether a TCP port of this machine is free and, when not, whose it is. */
public final class PortOwners {
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  private final ProcFs processes;

  public PortOwners(ProcFs processes) {
    this.processes = processes;
  }

  /**
   * A process that holds a port.
   *
   * @param pid its number
   * @param command its command line
   */
  public record Owner(long pid, String command) {}

  /** Whether a daemon could listen on that port of the loopback address now. */
  public static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Who holds that port: the process that listens on it, else one that is connected from it. Empty
   * when nobody does, or when the holder belongs to another user and is hidden from this one.
   */
  public Optional<Owner> of(int port) {
    List<String[]> sockets =
        Stream.of("net/tcp", "net/tcp6")
            .flatMap(file -> processes.lines(file).stream().skip(1))
            .map(line -> line.strip().split("\\s+", -1))
            .filter(fields -> fields.length > INODE && localPort(fields) == port)
            .filter(fields -> !fields[INODE].equals("0"))
            .toList();
    return Stream.concat(
            sockets.stream().filter(fields -> fields[STATE].equals(LISTENING)),
            sockets.stream().filter(fields -> !fields[STATE].equals(LISTENING)))
        .flatMap(fields -> ownerOf("socket:[" + fields[INODE] + "]").stream())
        .findFirst();
  }

  private Optional<Owner> ownerOf(String socket) {
    return processes.pids().stream()
        .filter(pid -> processes.openFiles(pid).contains(socket))
        .findFirst()
        .map(pid -> new Owner(pid, processes.commandLine(pid)));
  }

  private static int localPort(String[] fields) {
    String address = fields[LOCAL_ADDRESS];
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
