/** Functions of the model for HiveQL. */
package io.millrace.warehouse.udf;
