package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A bundled file of order lines, counted without any of the product's code. */
final class OrderFile {

  private final List<CSVRecord> lines;

  private OrderFile(List<CSVRecord> lines) {
    this.lines = lines;
  }

  static OrderFile of(String day) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();
    try (CSVParser parser = CSVParser.parse(Checkout.orders(day), StandardCharsets.UTF_8, format)) {
      return new OrderFile(parser.getRecords());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int orderLines() {
    return lines.size();
  }

  long invoices() {
    return lines.stream().map(line -> line.get("InvoiceNo")).distinct().count();
  }

  /** Sum of quantity times unit price. */
  BigDecimal revenue() {
    return lines.stream()
        .map(
            line ->
                new BigDecimal(line.get("Quantity"))
                    .multiply(new BigDecimal(line.get("UnitPrice"))))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
