package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.trap.Instructions;
import io.millrace.streaming.trap.TrappedHdfs;
import io.millrace.streaming.trap.TrappedStaging;
import io.millrace.streaming.trap.Traps;
import io.millrace.streaming.trap.Traps.Moment;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The landing application in a process of its own, in Spark's local mode, that dies, waits or fails
 * where it is told to. What it is told comes by standard input, see {@link Instructions}; it begins
 * to land when it is told to go, so that a successor can be warm when its predecessor dies.
 *
 * <p>Arguments: Spark's settings file, then those of {@link LandingApp}.
 */
public final class TrappedDriver {

  private TrappedDriver() {}

  public static void main(String[] args) throws Exception {
    SparkConf conf = new SparkConf();
    settings(Path.of(args[0])).forEach(conf::set);
    conf.setMaster("local[2,4]")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.hadoop.fs.hdfs.impl", TrappedStaging.class.getName())
        .set("spark.hadoop." + TrappedHdfs.SETTING, TrappedHdfs.class.getName());
    String[] landing = java.util.Arrays.copyOfRange(args, 1, args.length);
    LandingSettings settings = LandingSettings.parse(landing);
    try {
      // the application finds it
      SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
      WarmUp.of(spark, settings);
      Instructions instructions = new Instructions(System.in, Traps.PROCESS);
      Traps.PROCESS.tell("warm");
      instructions.awaitGo();
      LandingApp.land(settings, TrappedDriver::trapped);
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  /** The settings that are not about how the application is submitted. */
  private static Map<String, String> settings(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark.hadoop.") || name.startsWith("spark.sql."))
        .collect(
            Collectors.toMap(name -> name, properties::getProperty, (a, b) -> a, TreeMap::new));
  }

  /** The points {@code store.METHOD}; and each record that is published is told. */
  private static LandingStore trapped(LandingStore store) {
    return (LandingStore)
        Proxy.newProxyInstance(
            LandingStore.class.getClassLoader(),
            new Class<?>[] {LandingStore.class},
            (proxy, method, arguments) -> {
              String point = "store." + method.getName();
              try {
                Traps.PROCESS.at(point, Moment.BEFORE);
                Object result = method.invoke(store, arguments);
                Traps.PROCESS.at(point, Moment.AFTER);
                if (method.getName().equals("markPublished")) {
                  Traps.PROCESS.tell("published " + ends((CommitRecord) arguments[0]));
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String ends(CommitRecord record) {
    return record.endsByPartition().entrySet().stream()
        .map(end -> end.getKey() + ":" + end.getValue())
        .collect(Collectors.joining(","));
  }
}
