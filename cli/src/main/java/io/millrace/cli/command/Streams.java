package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.GapOrders;
import io.millrace.cli.stream.Scope;
import io.millrace.cli.stream.StreamConf;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cli.stream.StreamStart.Submitted;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.List;

/** What starting and restarting have in common: everything is checked before anything is done. */
final class Streams {

  private final Invocation invocation;
  private final Checkout checkout;
  private final StreamConf conf;
  private final List<DeclaredFeed> feeds;
  private final List<Scope> scopes;
  private final List<String> acceptGaps;

  /**
   * @param chosen the feeds whose applications are meant; none for all
   * @param acceptGaps feeds that go on behind what the topic no longer has
   */
  Streams(Invocation invocation, List<String> chosen, List<String> acceptGaps) throws Exception {
    this.invocation = invocation;
    this.checkout = new Checkout(invocation.checkout());
    this.conf = StreamConf.read(checkout);
    this.feeds = Declarations.load(checkout.feeds()).all();
    List<String> names = feeds.stream().map(feed -> feed.feed().name()).toList();
    this.scopes = Scope.of(conf.settings().applications(), chosen, names);
    this.acceptGaps = List.copyOf(acceptGaps);
    GapOrders.require(acceptGaps, names);
  }

  ClusterSettings running() {
    return invocation.running(
        Service.NAMENODE,
        Service.DATANODE,
        Service.RESOURCEMANAGER,
        Service.NODEMANAGER,
        Service.KAFKA,
        Service.METASTORE,
        Service.HIVESERVER2);
  }

  StreamStart open(ClusterSettings settings, Hdfs hdfs) {
    return new StreamStart(settings, checkout, hdfs, invocation.console(), invocation.clock());
  }

  /** Starts the applications that do not run and waits until they land. */
  void start(StreamStart start, Hdfs hdfs) throws Exception {
    start.streaming().requireNone(scopes);
    start.declare(feeds);
    new GapOrders(hdfs).give(acceptGaps);
    List<Submitted> submitted = start.submit(feeds, scopes, conf);
    for (Submitted application : submitted) {
      start.awaitLanding(application, feeds);
    }
  }
}
