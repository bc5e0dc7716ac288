package io.millrace.warehouse.udf;

import io.millrace.model.web.PageSection;
import org.apache.hadoop.hive.ql.exec.Description;

/** {@code page_section(path)}: see {@link PageSection}. */
@Description(
    name = "page_section",
    value =
        "_FUNC_(path) - the first segment of a page's path, '/' for what lies in the root;"
            + " null for null")
public final class PageSectionUdf extends TextUdf {

  @Override
  String name() {
    return "page_section";
  }

  @Override
  String of(String text) {
    return PageSection.of(text);
  }
}
