package io.unroll.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Words the problems with names that settings do not have, and guesses what was meant. */
final class UnknownKeys {

  /** A key some settings file may hold; the condition names the variant it belongs to, if any. */
  private record Known(KeyPath path, Optional<String> condition) {}

  private final List<Known> catalogue = new ArrayList<>();

  /** Knows every key below the record, in all variants. */
  UnknownKeys(Class<?> record) {
    collect(record, KeyPath.ROOT, Optional.empty());
  }

  /** One message per key of the block that is not among the known ones. */
  List<Map.Entry<KeyPath, String>> in(KeyPath path, ConfigObject block, Set<String> known) {
    return block.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> Map.entry(path.child(name), "is not a known key" + hint(path, name, known)))
        .toList();
  }

  /** The message for a value that is none of the names a key may have. */
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
            .filter(key -> key.path().equals(path.child(name)))
            .flatMap(key -> key.condition().stream())
            .collect(Collectors.joining(" or "));
    if (!owners.isEmpty()) {
      return " here: it belongs to " + owners;
    }
    return Suggestion.nearest(name, known)
        .map(near -> path.child(near).toString())
        .or(() -> elsewhere(name))
        .map(near -> "; did you mean " + near + "?")
        .orElse("; the keys here are " + String.join(", ", known));
  }

  private Optional<String> elsewhere(String name) {
    return catalogue.stream()
        .filter(key -> key.path().lastName().equalsIgnoreCase(name))
        .map(key -> key.path().toString())
        .findFirst();
  }

  private void collect(Class<?> record, KeyPath path, Optional<String> condition) {
    for (RecordComponent component : Schema.components(record)) {
      KeyPath key = path.child(component.getName());
      catalogue.add(new Known(key, condition));
      Class<?> type = component.getType();
      if (type.isSealed()) {
        String choice = Schema.choiceKey(type);
        catalogue.add(new Known(key.child(choice), Optional.empty()));
        Schema.variants(type)
            .forEach(
                (n, variant) -> collect(variant, key, Optional.of(key.child(choice) + " = " + n)));
      } else if (type.isRecord()) {
        collect(type, key, condition);
      }
    }
  }
}
