package io.millrace.warehouse.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.geo.GreatCircle;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.hive.ql.exec.UDFArgumentException;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF.DeferredJavaObject;
import org.apache.hadoop.hive.ql.udf.generic.GenericUDF.DeferredObject;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.ObjectInspectorFactory;
import org.apache.hadoop.hive.serde2.objectinspector.primitive.PrimitiveObjectInspectorFactory;
import org.apache.hadoop.io.Text;
import org.junit.jupiter.api.Test;

class HiveFunctionsTest {

  @Test
  void pageSectionIsThatOfTheModel() throws Exception {
    assertThat(call(new PageSectionUdf(), "/blog/2012/04?flav=rss20")).isEqualTo("blog");
    assertThat(call(new PageSectionUdf(), "/favicon.ico")).isEqualTo("/");
    assertThat(call(new PageSectionUdf(), null)).isNull();
  }

  @Test
  void userAgentClassIsThatOfTheModel() throws Exception {
    assertThat(call(new UserAgentClassUdf(), "Googlebot/2.1")).isEqualTo("bot");
    assertThat(call(new UserAgentClassUdf(), null)).isEqualTo("none");
  }

  @Test
  void deviceClassIsThatOfTheModel() throws Exception {
    assertThat(call(new DeviceClassUdf(), "Mozilla/5.0 (iPad; U)")).isEqualTo("tablet");
    assertThat(call(new DeviceClassUdf(), null)).isEqualTo("none");
  }

  @Test
  void greatCircleIsThatOfTheModelAndNullWithoutPlaces() throws Exception {
    assertThat(distance(51.5074, -0.1278, 40.7128, -74.0060))
        .isEqualTo(GreatCircle.kilometres(51.5074, -0.1278, 40.7128, -74.0060));
    assertThat(distance(51.5074, null, 40.7128, -74.0060)).isNull();
    assertThat(distance(51.5074, -0.1278, 91.0, -74.0060)).isNull();
  }

  @Test
  void pathPartsAreThoseOfTheModelOnceForEachTime() throws Exception {
    assertThat(parts(List.of("/a", "/b", "/a", "/b"), 2))
        .isEqualTo(List.of("/a > /b", "/a > /b", "/b > /a"));
    assertThat(parts(List.of("/a"), 2)).isEqualTo(List.of());
    assertThat(parts(null, 2)).isNull();
    assertThatThrownBy(() -> parts(List.of("/a"), 0))
        .hasMessage("path_parts takes one page or more, not 0");
  }

  @Test
  void wrongArgumentsAreRefusedWhenTheQueryIsCompiled() {
    ObjectInspector text = PrimitiveObjectInspectorFactory.writableStringObjectInspector;

    assertThatThrownBy(() -> new PageSectionUdf().initialize(new ObjectInspector[] {text, text}))
        .isInstanceOf(UDFArgumentException.class)
        .hasMessageContaining("page_section takes one argument, not 2");
    assertThatThrownBy(
            () ->
                new PageSectionUdf()
                    .initialize(
                        new ObjectInspector[] {
                          ObjectInspectorFactory.getStandardListObjectInspector(text)
                        }))
        .isInstanceOf(UDFArgumentException.class)
        .hasMessageContaining("page_section takes a STRING");
    assertThatThrownBy(() -> new GreatCircleUdf().initialize(new ObjectInspector[] {text, text}))
        .hasMessageContaining("great_circle_km takes four arguments, not 2");
    assertThatThrownBy(() -> new PathPartsUdf().initialize(new ObjectInspector[] {text, text}))
        .hasMessageContaining("path_parts takes an ARRAY<STRING>, not string");
  }

  private static Object distance(Double... degrees) throws Exception {
    ObjectInspector number = PrimitiveObjectInspectorFactory.javaDoubleObjectInspector;
    try (GreatCircleUdf function = new GreatCircleUdf()) {
      function.initialize(new ObjectInspector[] {number, number, number, number});
      return function.evaluate(
          Stream.of(degrees).map(DeferredJavaObject::new).toArray(DeferredObject[]::new));
    }
  }

  private static Object parts(List<String> path, int steps) throws Exception {
    ObjectInspector[] arguments = {
      ObjectInspectorFactory.getStandardListObjectInspector(
          PrimitiveObjectInspectorFactory.javaStringObjectInspector),
      PrimitiveObjectInspectorFactory.javaIntObjectInspector
    };
    try (PathPartsUdf function = new PathPartsUdf()) {
      function.initialize(arguments);
      return function.evaluate(
          new DeferredObject[] {new DeferredJavaObject(path), new DeferredJavaObject(steps)});
    }
  }

  private static Object call(TextUdf function, String argument) throws Exception {
    try (function) {
      function.initialize(
          new ObjectInspector[] {PrimitiveObjectInspectorFactory.writableStringObjectInspector});
      return function.evaluate(
          new DeferredObject[] {
            new DeferredJavaObject(argument == null ? null : new Text(argument))
          });
    }
  }
}
