package io.millrace.ingest.generate.order;

import io.millrace.model.feed.Feed;

/** Where the fields stand in a row. */
final class Columns {
  final int customerId;
  final int transactionId;
  final int transactionDate;
  final int firstName;
  final int lastName;
  final int email;
  final int phone;
  final int age;
  final int gender;
  final int city;
  final int state;
  final int zipCode;
  final int productCategory;
  final int quantity;
  final int unitPrice;
  final int totalAmount;
  final int discount;
  final int finalAmount;
  final int paymentMethod;
  final int isPremiumCustomer;
  final int customerSince;
  final int loyaltyPoints;
  final int recordId;

  Columns(Feed feed) {
    customerId = feed.indexOf("customer_id");
    transactionId = feed.indexOf("transaction_id");
    transactionDate = feed.indexOf("transaction_date");
    firstName = feed.indexOf("first_name");
    lastName = feed.indexOf("last_name");
    email = feed.indexOf("email");
    phone = feed.indexOf("phone");
    age = feed.indexOf("age");
    gender = feed.indexOf("gender");
    city = feed.indexOf("city");
    state = feed.indexOf("state");
    zipCode = feed.indexOf("zip_code");
    productCategory = feed.indexOf("product_category");
    quantity = feed.indexOf("quantity");
    unitPrice = feed.indexOf("unit_price");
    totalAmount = feed.indexOf("total_amount");
    discount = feed.indexOf("discount");
    finalAmount = feed.indexOf("final_amount");
    paymentMethod = feed.indexOf("payment_method");
    isPremiumCustomer = feed.indexOf("is_premium_customer");
    customerSince = feed.indexOf("customer_since");
    loyaltyPoints = feed.indexOf("loyalty_points");
    recordId = feed.indexOf("record_id");
  }
}
