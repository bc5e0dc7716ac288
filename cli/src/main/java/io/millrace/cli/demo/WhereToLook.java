package io.millrace.cli.demo;

import io.millrace.cli.Console;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;

/** Where the demo's results are. */
final class WhereToLook {

  private WhereToLook() {}

  static void tell(ClusterSettings settings, Console console) {
    String files = settings.httpUrl(Port.NAMENODE_HTTP) + "/explorer.html#";
    String webHdfs = settings.httpUrl(Port.NAMENODE_HTTP) + "/webhdfs/v1";
    console.say("");
    console.say("Where to look");
    console.say("  reports       " + files + "/millrace/reports");
    console.say(
        "  one of them   " + webHdfs + "/millrace/reports/dt=2015-05-20/index.html?op=OPEN");
    console.say("  landed files  " + files + "/millrace/raw");
    console.say("  applications  " + settings.httpUrl(Port.RESOURCEMANAGER_HTTP) + "/cluster/apps");
    console.say("  their history " + settings.httpUrl(Port.HISTORYSERVER_HTTP));
    console.say("");
    console.say("What to do next");
    console.say(
        "  millrace sql                     ask questions; begin with SHOW TABLES IN mart;");
    console.say("  millrace stream status           what lands, and how far behind");
    console.say("  millrace workflow list           the workflows that ran");
    console.say("  millrace stream stop && millrace down");
  }
}
