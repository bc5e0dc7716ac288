package io.millrace.warehouse.udf;

import io.millrace.model.web.UserAgentClass;
import org.apache.hadoop.hive.ql.exec.Description;

/** {@code user_agent_class(user_agent)}: see {@link UserAgentClass}. */
@Description(
    name = "user_agent_class",
    value =
        "_FUNC_(user_agent) - what a user agent claims to be: bot, feed_reader, tool, the name of"
            + " a browser, other or none")
public final class UserAgentClassUdf extends TextUdf {

  @Override
  String name() {
    return "user_agent_class";
  }

  @Override
  String of(String text) {
    return UserAgentClass.of(text).label();
  }
}
