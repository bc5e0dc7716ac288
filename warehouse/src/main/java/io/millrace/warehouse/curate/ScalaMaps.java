package io.millrace.warehouse.curate;

import java.util.Map;
import scala.Tuple2;
import scala.collection.mutable.Builder;

/** Maps as Spark's catalog takes them. */
final class ScalaMaps {

  private ScalaMaps() {}

  static scala.collection.immutable.Map<String, String> immutable(Map<String, String> map) {
    Builder<Tuple2<String, String>, scala.collection.immutable.Map<String, String>> builder =
        scala.collection.immutable.Map$.MODULE$.newBuilder();
    map.forEach((key, value) -> builder.$plus$eq(new Tuple2<>(key, value)));
    return builder.result();
  }
}
