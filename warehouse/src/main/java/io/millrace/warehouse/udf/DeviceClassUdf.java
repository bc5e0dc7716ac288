package io.millrace.warehouse.udf;

import io.millrace.model.web.DeviceClass;
import org.apache.hadoop.hive.ql.exec.Description;

/** {@code device_class(user_agent)}: see {@link DeviceClass}. */
@Description(
    name = "device_class",
    value =
        "_FUNC_(user_agent) - the kind of device that a user agent names: desktop, mobile, tablet,"
            + " other, or none for programs")
public final class DeviceClassUdf extends TextUdf {

  @Override
  String name() {
    return "device_class";
  }

  @Override
  String of(String text) {
    return DeviceClass.of(text).label();
  }
}
