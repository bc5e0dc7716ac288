import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds a checkout's run-time parts with Maven, and says how far it is. Run from source by {@code
 * bin/millrace} when nothing is built yet, so it uses the JDK alone.
 *
 * <p>Exit codes: 0 built; 1 the build failed; 3 Java or Maven is missing or of a wrong version.
 */
public final class Build {

  private static final int FAILED = 1;
  private static final int NOT_READY = 3;
  private static final Pattern MODULE =
      Pattern.compile("\\[INFO\\] Building (\\S+).*\\[(\\d+)/(\\d+)\\]");
  private static final Pattern DOWNLOADED =
      Pattern.compile("Downloaded from \\S+: \\S+ \\(([0-9.]+) (B|kB|MB|GB)");
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final Path checkout;
  private final Path log;
  private final long started = System.nanoTime();
  private final boolean terminal = System.console() != null;
  private final Deque<String> errors = new ArrayDeque<>();
  private String module = "reading the project";
  private String position = "";
  private int downloads;
  private double downloadedBytes;
  private long lastShown;

  private Build(Path checkout) {
    this.checkout = checkout;
    this.log = checkout.resolve("target").resolve("build.log");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(new Build(Path.of(args[0])).run());
  }

  private int run() throws IOException, InterruptedException {
    int feature = Runtime.version().feature();
    if (feature != 17) {
      return refuse(
          "this is Java "
              + feature
              + " ("
              + System.getProperty("java.home")
              + "), but Millrace builds and runs on Java 17 only: install a JDK 17 (Debian: apt"
              + " install openjdk-17-jdk-headless) and let JAVA_HOME point at it.");
    }
    Path mvn = onPath("mvn");
    if (mvn == null) {
      return refuse(
          "nothing is built yet, and there is no 'mvn' on the PATH to build it with: install Maven"
              + " 3.8 or later (Debian: apt install maven).");
    }
    String version = mavenVersion(mvn);
    if (!version.matches("(3\\.([89]|[1-9]\\d)|[4-9]|\\d\\d).*")) {
      return refuse(
          "'"
              + mvn
              + "' is Maven "
              + version
              + ", but the build needs 3.8 or later: install it (Debian 12: apt install maven).");
    }
    Files.createDirectories(log.getParent());
    try (FileChannel channel =
            FileChannel.open(
                log.resolveSibling("build.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock ignored = lock(channel)) {
      if (Files.exists(checkout.resolve("cli/target/millrace-cli.jar"))) {
        return 0;
      }
      say("nothing is built yet: building " + checkout + " with Maven " + version + " (the first time, it downloads about 1 GB)");
      return build(mvn);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    say("another millrace builds this checkout: waiting for it");
    return channel.lock();
  }

  private int build(Path mvn) throws IOException, InterruptedException {
    ProcessBuilder builder =
        maven(
            mvn,
            "-B",
            "-Dstyle.color=never",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "-pl",
            "!acceptance",
            "package");
    Process process = builder.redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try (BufferedReader output = process.inputReader();
        BufferedWriter copy = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        copy.write(line);
        copy.newLine();
        follow(line);
      }
    }
    int code = process.waitFor();
    if (terminal) {
      System.err.print("\r\033[K");
    }
    if (code == 0) {
      say("built in " + elapsed());
      return 0;
    }
    errors.stream().limit(8).forEach(line -> System.err.println("  " + line));
    say("the build failed in " + module + " after " + elapsed() + "; all of its output: " + log);
    return FAILED;
  }

  private void follow(String line) {
    Matcher building = MODULE.matcher(line);
    Matcher downloaded = DOWNLOADED.matcher(line);
    if (building.find()) {
      module = building.group(1);
      position = "[" + building.group(2) + "/" + building.group(3) + "] ";
      show(true);
    } else if (downloaded.find()) {
      downloads++;
      downloadedBytes += Double.parseDouble(downloaded.group(1)) * unit(downloaded.group(2));
      show(false);
    } else if (line.startsWith("[ERROR]") && line.length() > "[ERROR] ".length()) {
      errors.add(line.substring("[ERROR] ".length()));
    }
  }

  /** A terminal sees one line that changes; anything else a line per module, and now and then. */
  private void show(boolean always) {
    long now = System.nanoTime();
    Duration silent = Duration.ofNanos(now - lastShown);
    if (!always && silent.compareTo(terminal ? Duration.ofMillis(200) : BETWEEN_LINES) < 0) {
      return;
    }
    lastShown = now;
    String text = position + module + ", " + elapsed();
    if (downloads > 0) {
      text += String.format(", %d downloads, %.0f MB", downloads, downloadedBytes / 1e6);
    }
    System.err.print(terminal ? "\r\033[K  " + text : "  " + text + System.lineSeparator());
  }

  private String mavenVersion(Path mvn) throws IOException, InterruptedException {
    Process process = maven(mvn, "-B", "-Dstyle.color=never", "--version").redirectErrorStream(true).start();
    List<String> lines;
    try (BufferedReader output = process.inputReader()) {
      lines = output.lines().toList();
    }
    process.waitFor();
    return lines.stream()
        .map(line -> line.replaceAll("\\033\\[[;\\d]*m", ""))
        .filter(line -> line.startsWith("Apache Maven "))
        .map(line -> line.split(" ")[2])
        .findFirst()
        .orElse("of an unknown version");
  }

  /** Maven runs on the Java that runs this, whatever JAVA_HOME says. */
  private ProcessBuilder maven(Path mvn, String... arguments) {
    List<String> command = new ArrayList<>(List.of(mvn.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static double unit(String name) {
    return switch (name) {
      case "GB" -> 1e9;
      case "MB" -> 1e6;
      case "kB" -> 1e3;
      default -> 1;
    };
  }

  private String elapsed() {
    long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  private static int refuse(String sentence) {
    say(sentence);
    return NOT_READY;
  }

  private static void say(String sentence) {
    System.err.println("millrace: " + sentence);
  }
}
