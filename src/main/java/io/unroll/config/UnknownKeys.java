package io.unroll.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.unroll.config.SettingKeys.SettingKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Words the problems with names that settings do not have, and guesses what was meant. */
final class UnknownKeys {

  private final List<SettingKey> catalogue;

  /** Knows every key below the record, in all variants. */
  UnknownKeys(Class<?> record) {
    catalogue = SettingKeys.below(record);
  }

  /** Returns one message per key of the block that is not among the known ones. */
  List<Map.Entry<KeyPath, String>> in(KeyPath path, ConfigObject block, Set<String> known) {
    return block.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> Map.entry(path.child(name), "is not a known key" + hint(path, name, known)))
        .toList();
  }

  /** Returns the message for a value that is none of the names a key may have. */
  static String noneOf(Collection<String> names, ConfigValue found) {
    return "must be one of "
        + String.join(", ", names)
        + ", got "
        + Scalars.describe(found)
        + Scalars.text(found)
            .flatMap(text -> Suggestion.nearest(text, names))
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
  }

  private String hint(KeyPath path, String name, Set<String> known) {
    String owners =
        catalogue.stream()
            .filter(key -> key.path().equals(path.child(name).toString()))
            .flatMap(key -> key.condition().stream())
            .collect(Collectors.joining(" or "));
    if (!owners.isEmpty()) {
      return " here: it belongs to " + owners;
    }
    return Suggestion.nearest(name, known)
        .map(near -> path.child(near).toString())
        .or(() -> elsewhere(name))
        .or(() -> RenamedKeys.meant(path, name).map(KeyPath::toString))
        .map(near -> "; did you mean " + near + "?")
        .orElse("; the keys here are " + String.join(", ", known));
  }

  private Optional<String> elsewhere(String name) {
    return catalogue.stream()
        .filter(key -> key.lastName().equalsIgnoreCase(name))
        .map(SettingKey::path)
        .findFirst();
  }
}
