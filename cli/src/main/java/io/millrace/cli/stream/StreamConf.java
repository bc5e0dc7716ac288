package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.model.streaming.InvalidStreamingSettingsException;
import io.millrace.model.streaming.SettingsFile;
import io.millrace.model.streaming.StreamingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code conf/streaming.yaml} says.
 *
 * @param values what is set there, as text by path
 * @param settings all settings
 */
public record StreamConf(Map<String, String> values, StreamingSettings settings) {

  public StreamConf {
    values = new TreeMap<>(values);
  }

  /**
   * Reads the file; without one everything has its default.
   *
   * @throws CommandFailure naming everything that is wrong in it
   */
  public static StreamConf read(Checkout checkout) throws IOException {
    Path file = checkout.streamingSettings();
    try {
      Map<String, String> values =
          Files.exists(file) ? SettingsFile.values(Files.readString(file)) : Map.of();
      return new StreamConf(values, StreamingSettings.of(values));
    } catch (InvalidStreamingSettingsException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "%s: %s.".formatted(file, String.join("; ", e.problems())), e);
    }
  }

  /** The application's arguments: what is set, by the names that it knows. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    values.forEach(
        (path, value) -> {
          arguments.add("--" + path.replace('_', '-'));
          arguments.add(value);
        });
    return arguments;
  }
}
