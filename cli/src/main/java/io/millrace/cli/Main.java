package io.millrace.cli;

/**
 * The program's entry point. It is compiled for Java 8, so that an unfit Java is told from here
 * instead of failing to load the rest.
 */
public final class Main {

  private static final String SUPPORTED = "17";

  private Main() {}

  /**
   * Runs one command and ends the JVM with its exit code.
   *
   * @param args the command line
   * @throws ReflectiveOperationException if the program is incomplete
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    String version = System.getProperty("java.specification.version");
    if (!SUPPORTED.equals(version)) {
      System.err.println(
          "millrace: this is Java "
              + version
              + " ("
              + System.getProperty("java.home")
              + "), but Millrace runs on Java 17 only (Hadoop 3.4 and Oozie fail on later ones):"
              + " install a JDK 17 (Debian: apt install openjdk-17-jdk-headless) and let JAVA_HOME"
              + " point at it.");
      System.exit(3);
    }
    Class.forName("io.millrace.cli.command.Millrace")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }
}
