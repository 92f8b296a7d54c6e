package io.unroll.config;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;

/** Path of a key: the names of its blocks and its own, outermost first. */
record KeyPath(List<String> names) {
  static final KeyPath ROOT = new KeyPath(List.of());

  KeyPath {
    names = List.copyOf(names);
  }

  KeyPath child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new KeyPath(longer);
  }

  /** Returns the path of a violation's component below this one. */
  KeyPath below(String component) {
    KeyPath path = this;
    for (String name : component.split("\\.", -1)) {
      path = name.isEmpty() ? path : path.child(name);
    }
    return path;
  }

  KeyPath parent() {
    return new KeyPath(names.subList(0, names.size() - 1));
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  String lastName() {
    return names.get(names.size() - 1);
  }

  /** Returns the path as HOCON writes it: a name with a dot in it is in quotes. */
  @Override
  public String toString() {
    return names.isEmpty() ? "" : ConfigUtil.joinPath(names);
  }
}
