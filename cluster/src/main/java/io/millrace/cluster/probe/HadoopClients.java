package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Clients of this cluster's HDFS and YARN. */
public final class HadoopClients {
  private final ClusterSettings settings;

  public HadoopClients(ClusterSettings settings) {
    this.settings = settings;
  }

  /** A connection to HDFS of its own; the caller closes it. */
  public DistributedFileSystem hdfs() throws IOException {
    return hdfs(new HdfsConfiguration());
  }

  /** The same, but its calls fail at once when the NameNode does not answer. */
  DistributedFileSystem impatientHdfs() throws IOException {
    return hdfs(impatient(new HdfsConfiguration()));
  }

  private DistributedFileSystem hdfs(Configuration configuration) throws IOException {
    load(configuration, "core-site.xml", "hdfs-site.xml");
    FileSystem fileSystem = FileSystem.newInstance(URI.create(settings.hdfsUri()), configuration);
    return (DistributedFileSystem) fileSystem;
  }

  /** A started YARN client whose calls fail at once when the ResourceManager does not answer. */
  YarnClient impatientYarn() {
    Configuration configuration = impatient(new YarnConfiguration());
    load(configuration, "core-site.xml", "yarn-site.xml");
    configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, 1000);
    configuration.setLong(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, 500);
    configuration.setBoolean(YarnConfiguration.TIMELINE_SERVICE_ENABLED, false);
    YarnClient client = YarnClient.createYarnClient();
    client.init(configuration);
    client.start();
    return client;
  }

  private static Configuration impatient(Configuration configuration) {
    // set by the program, so that no site file that is loaded later can change them
    configuration.setInt("ipc.client.connect.max.retries", 0);
    configuration.setInt("ipc.client.connect.max.retries.on.timeouts", 0);
    configuration.setInt("ipc.client.connect.timeout", 2000);
    configuration.setInt("ipc.client.rpc-timeout.ms", 5000);
    return configuration;
  }

  private void load(Configuration configuration, String... siteFiles) {
    for (String siteFile : List.of(siteFiles)) {
      configuration.addResource(new Path(settings.hadoopConf().resolve(siteFile).toUri()));
    }
  }
}
