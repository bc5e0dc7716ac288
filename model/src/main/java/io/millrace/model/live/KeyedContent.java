package io.millrace.model.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A window whose results are those of its keys, each by itself. */
final class KeyedContent implements WindowContent {
  private final KeyedView view;
  private final Map<String, PaneValue> values = new HashMap<>();
  private final Set<String> only;

  KeyedContent(KeyedView view) {
    this(view, null);
  }

  private KeyedContent(KeyedView view, Set<String> only) {
    this.view = view;
    this.only = only;
  }

  @Override
  public void add(String key, PaneValue pane) {
    PaneValue value = values.get(key);
    if (value == null) {
      values.put(key, pane.copy());
    } else {
      value.merge(pane);
    }
  }

  @Override
  public WindowContent copyFor(Set<String> keys) {
    KeyedContent copy = new KeyedContent(view, keys);
    for (String key : keys) {
      PaneValue value = values.get(key);
      if (value != null) {
        copy.add(key, value);
      }
    }
    return copy;
  }

  @Override
  public boolean takes(String key) {
    return only == null || only.contains(key);
  }

  @Override
  public boolean isWhole() {
    return only == null;
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public void tell(Results results) {
    values.forEach((key, value) -> results.accept(key, view.values(value), value.events()));
  }
}
