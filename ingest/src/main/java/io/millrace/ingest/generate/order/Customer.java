package io.millrace.ingest.generate.order;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Place;
import java.util.List;
import java.util.Locale;

/**
 * Who orders. All of it follows from the seed and the customer's number, so it is the same in every
 * order without being kept.
 *
 * @param since the day the customer became one, in days since 1970-01-01
 */
record Customer(
    String id,
    String firstName,
    String lastName,
    String email,
    String phone,
    int age,
    String gender,
    String city,
    String state,
    String zipCode,
    boolean premium,
    String paymentMethod,
    int since) {
  static final int LONGEST_YEARS = 6;

  private static final List<String> WOMEN =
      List.of(
          "Alice", "Amara", "Ana", "Beatriz", "Carmen", "Chloe", "Divya", "Elena", "Fatima",
          "Grace", "Hannah", "Ines", "Julia", "Keiko", "Leila", "Maria", "Mei", "Nadia", "Nora",
          "Olivia", "Priya", "Rosa", "Sofia", "Tara", "Yara", "Zoe");
  private static final List<String> MEN =
      List.of(
          "Aaron", "Ahmed", "Ben", "Carlos", "Daniel", "David", "Diego", "Ethan", "Felix",
          "Gabriel", "Hugo", "Ibrahim", "Jack", "James", "Kenji", "Liam", "Luis", "Marco", "Noah",
          "Omar", "Paul", "Ravi", "Samuel", "Tomas", "Victor", "Wei");
  private static final List<String> FAMILIES =
      List.of(
          "Adams",
          "Ali",
          "Anderson",
          "Baker",
          "Brown",
          "Chen",
          "Clark",
          "Cohen",
          "Costa",
          "Davis",
          "Diaz",
          "Evans",
          "Fischer",
          "Garcia",
          "Green",
          "Gupta",
          "Hall",
          "Harris",
          "Hernandez",
          "Hill",
          "Ito",
          "Jackson",
          "Johnson",
          "Jones",
          "Kim",
          "King",
          "Kowalski",
          "Lee",
          "Lopez",
          "Martin",
          "Miller",
          "Moore",
          "Nguyen",
          "Novak",
          "O'Brien",
          "Patel",
          "Perez",
          "Reed",
          "Rivera",
          "Robinson",
          "Rossi",
          "Sanchez",
          "Scott",
          "Silva",
          "Singh",
          "Smith",
          "Taylor",
          "Thomas",
          "Walker",
          "Wang",
          "White",
          "Williams",
          "Wilson",
          "Wright",
          "Young");
  private static final List<String> HOSTS = List.of("example.com", "example.net", "example.org");
  private static final List<String> METHODS =
      List.of("credit_card", "credit_card", "debit_card", "paypal", "bank_transfer", "gift_card");
  private static final double PREMIUM = 0.25;

  /** The customer of that number; became one in the years before {@code firstDay}. */
  static Customer numbered(int number, SeededRandom seed, Cities cities, int firstDay) {
    SeededRandom random = seed.numbered(number);
    boolean woman = random.chance(0.5);
    String first = random.pick(woman ? WOMEN : MEN);
    String last = random.pick(FAMILIES);
    String letters = last.replaceAll("[^A-Za-z]", "");
    String name = (first + "." + letters + number).toLowerCase(Locale.ROOT);
    Place place = cities.pick(random);
    return new Customer(
        String.format(Locale.ROOT, "C%07d", number),
        first,
        last,
        name + "@" + random.pick(HOSTS),
        // 555-0100 to 555-0199 are kept for fiction
        String.format(Locale.ROOT, "+1-%d-555-01%02d", random.between(201, 989), random.below(100)),
        random.between(18, 90),
        woman ? "F" : "M",
        place.city(),
        place.region(),
        cities.zipCode(place, random),
        random.chance(PREMIUM),
        random.pick(METHODS),
        firstDay - random.between(1, LONGEST_YEARS * 365));
  }
}
