package io.millrace.streaming;

import io.millrace.model.streaming.FraudSettings;
import io.millrace.model.streaming.InvalidStreamingSettingsException;
import io.millrace.model.streaming.StreamingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The application's arguments. Each setting of {@code conf/streaming.yaml} is one too: {@code
 * --max-offsets 1000}, {@code --compaction.min-files 8}.
 *
 * @param feeds the folder of the feeds' declarations, each a folder with a folder for each version
 * @param brokers Kafka's bootstrap servers
 * @param root the root of all zones
 * @param only the one feed that is landed, or empty for all
 * @param fraudRules the file of fraud rules; null where the application evaluates no payments
 * @param streaming the other settings
 */
public record LandingSettings(
    String feeds,
    String brokers,
    String root,
    List<String> only,
    String fraudRules,
    StreamingSettings streaming) {

  static final String USAGE =
      "--feeds DIR --brokers HOST:PORT --root DIR [--feed NAME] [--fraud-rules FILE] [--trigger PT2S] and any other setting of conf/streaming.yaml";

  public LandingSettings {
    only = List.copyOf(only);
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming everything that is wrong with them
   */
  static LandingSettings parse(String[] args) {
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new TreeMap<>();
    List<String> only = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--")) {
        problems.add(args[i] + " is no option");
      } else if (i + 1 == args.length) {
        problems.add(args[i] + " has no value");
      } else if (args[i].equals("--feed")) {
        only.add(args[i + 1]);
      } else {
        values.put(args[i].substring(2).replace('-', '_'), args[i + 1]);
      }
    }
    String feeds = values.remove("feeds");
    String brokers = values.remove("brokers");
    String root = values.remove("root");
    String fraudRules = values.remove("fraud_rules");
    if (feeds == null || brokers == null || root == null) {
      problems.add("--feeds, --brokers and --root are required");
    }
    StreamingSettings streaming = null;
    try {
      streaming = StreamingSettings.of(values);
    } catch (InvalidStreamingSettingsException e) {
      problems.addAll(e.problems());
    }
    if (streaming != null
        && streaming.fraud().host() != FraudSettings.Host.NONE
        && fraudRules == null) {
      problems.add("--fraud-rules is required where fraud.host is not none");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems) + ". Usage: " + USAGE);
    }
    String folder = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    return new LandingSettings(feeds, brokers, folder, only, fraudRules, streaming);
  }

  /** Whether this application lands a feed. */
  boolean lands(String feed) {
    return only.isEmpty() || only.contains(feed);
  }
}
