package io.millrace.ingest.infer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field's name says about its values. All names are in lower case with underscores. */
final class NameHints {
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(.*_)?(id|uuid|guid|key|code|no|nr|number|num|sku|isbn|ean|zip|zipcode|postcode|phone|mobile|fax|iban|account|hash|token)");
  private static final Pattern RECORD_ID = Pattern.compile("(.*_)?(id|uuid|guid|key|no|nr|number)");
  private static final Pattern MONEY =
      Pattern.compile(
          "(.*_)?(price|amount|total|subtotal|cost|fee|fees|revenue|tax|vat|discount|balance|salary|payment|tip|tips|fare|toll|charge|paid|value|sum)(_.*)?");
  private static final Pattern TIME =
      Pattern.compile("(.*_)?(time|timestamp|ts|at|date|datetime|epoch|when|created|updated)");
  private static final Pattern NO_AMOUNT =
      Pattern.compile(
          "(.*_)?(lat|latitude|lon|lng|longitude|ratio|rate|score|percent|percentage|pct|weight|height|distance|temperature|probability|share)(_.*)?");
  private static final Pattern PERSON =
      Pattern.compile(
          "(.*_)?(e_?mail|mail|phone|telephone|tel|mobile|fax|first_?name|last_?name|full_?name|middle_?name|surname|given_?name|family_?name|nick_?name|user_?name|maiden_?name|street|address|addr|ip|ip_?address|remote_?addr|birth_?date|date_of_birth|dob|birthday|ssn|passport|iban|card_?number)(_?[0-9])?");
  private static final Pattern PERSONS_NAME =
      Pattern.compile(
          "name|(customer|user|client|person|contact|employee|member|passenger|patient|owner|author|buyer|sender|recipient)_name");
  private static final Set<String> LOG_PERSON = Set.of("client", "user");

  /** Names by which the time of an event goes, the likeliest first. */
  static final List<Pattern> EVENT_TIME =
      List.of(
          Pattern.compile("event_(time|timestamp|at|date)|occurred_at"),
          Pattern.compile("timestamp|ts|time|datetime|date_time"),
          Pattern.compile("(created|ordered|started|sent|logged|received|placed|pickup)(_.*)?"),
          Pattern.compile(".*(_time|_at|_timestamp|_ts|_date|_datetime|time)"));

  private NameHints() {}

  /** Whether the digits of such a field say who or which and not how many. */
  static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches();
  }

  /** Whether a value that never occurs twice would be the record's own id. */
  static boolean mayBeRecordId(String name) {
    return RECORD_ID.matcher(name).matches();
  }

  static boolean isMoney(String name) {
    return MONEY.matcher(name).matches() && !NO_AMOUNT.matcher(name).matches();
  }

  static boolean isNoAmount(String name) {
    return NO_AMOUNT.matcher(name).matches();
  }

  static boolean isTime(String name) {
    return TIME.matcher(name).matches();
  }

  static boolean isPersonal(String name) {
    return PERSON.matcher(name).matches() || PERSONS_NAME.matcher(name).matches();
  }

  /** In an access log, whose columns always mean the same. */
  static boolean isPersonalInLog(String column) {
    return LOG_PERSON.contains(column);
  }
}
