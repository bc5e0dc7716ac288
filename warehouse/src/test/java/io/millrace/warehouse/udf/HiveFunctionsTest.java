package io.millrace.warehouse.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
