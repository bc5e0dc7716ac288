package io.millrace.model.fraud;

import io.millrace.model.declaration.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the lists of accounts, merchants, countries and devices. */
final class ListsReader {
  private static final String ATTRIBUTES = PaymentAttribute.keys(PaymentAttribute.LISTED);
  private static final String LEGAL_ENTRY =
      "a mapping with one of " + ATTRIBUTES + "; until and reason may be added";

  private final Section section;

  ListsReader(Section section) {
    this.section = section;
  }

  List<ListEntry> read() {
    List<ListEntry> entries = new ArrayList<>();
    for (ListKind list : ListKind.values()) {
      Set<String> known = new HashSet<>();
      for (Section entry : section.sections(list.key(), LEGAL_ENTRY)) {
        if (entry.isMapping()) {
          read(list, entry, known).ifPresent(entries::add);
        }
      }
    }
    section.refuseOthers();
    return entries;
  }

  private static Optional<ListEntry> read(ListKind list, Section entry, Set<String> known) {
    Optional<Instant> until = Optional.ofNullable(entry.instant("until", null, Instant.EPOCH));
    Optional<String> reason = Optional.ofNullable(entry.optional("reason", "a text"));
    List<ListEntry> found = new ArrayList<>();
    for (PaymentAttribute attribute : PaymentAttribute.LISTED) {
      String value = entry.optional(attribute.key(), "a text");
      if (value != null && (value.isEmpty() || !known.add(attribute.key() + " " + value))) {
        entry.note(attribute.key(), value, "a text that the list " + list.key() + " has once");
      }
      if (value != null) {
        found.add(new ListEntry(list, attribute, value, until, reason));
      }
    }
    entry.refuseOthers();
    if (found.size() != 1) {
      entry.note("", found.isEmpty() ? "names nothing" : "names several", LEGAL_ENTRY);
      return Optional.empty();
    }
    return Optional.of(found.get(0));
  }
}
