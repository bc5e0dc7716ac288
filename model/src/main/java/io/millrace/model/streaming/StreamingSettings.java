package io.millrace.model.streaming;

import java.util.List;
import java.util.Map;

/**
 * The settings of {@code conf/streaming.yaml}. Whoever starts the application reads them there and
 * hands those that are set to it as arguments.
 *
 * @param applications whether one application lands all feeds
 * @param batches how landing cuts the topics into batches
 * @param live how live views are kept
 * @param fraud whether and how payments are evaluated by the fraud rules
 * @param compaction how the many files of closed hours become few
 * @param yarn what it asks of YARN
 */
public record StreamingSettings(
    Applications applications,
    BatchSettings batches,
    LiveSettings live,
    FraudSettings fraud,
    CompactionSettings compaction,
    YarnSettings yarn) {

  /** How feeds are shared out among applications on YARN. */
  public enum Applications {
    /** One application lands all feeds. */
    ONE,
    /** Each feed has an application of its own. */
    PER_FEED
  }

  /**
   * Reads settings; those that are not given have their defaults.
   *
   * @param values texts by path, such as {@code compaction.min_files}
   * @throws InvalidStreamingSettingsException naming everything that is wrong
   */
  public static StreamingSettings of(Map<String, String> values) {
    SettingsReader reader = new SettingsReader(values);
    StreamingSettings settings = read(reader);
    reader.finish();
    return settings;
  }

  /** Every setting there is. */
  public static List<Setting> declared() {
    SettingsReader reader = new SettingsReader(Map.of());
    read(reader);
    return reader.declared();
  }

  private static StreamingSettings read(SettingsReader reader) {
    return new StreamingSettings(
        reader.oneOf(
            "applications",
            Applications.ONE,
            Applications.values(),
            "Whether one application on YARN lands all feeds, or each feed has one of its own"),
        BatchSettings.read(reader),
        LiveSettings.read(reader),
        FraudSettings.read(reader),
        CompactionSettings.read(reader),
        YarnSettings.read(reader));
  }
}
