package io.unroll.config;

import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Substitute that Java serialization writes for a record with {@code Optional} components, which
 * are not serializable. A record returns it from {@code writeReplace}.
 *
 * @param type the record's class
 * @param values its components in order; null for an {@code Optional} that is empty
 */
record SerializedRecord(Class<?> type, ArrayList<@Nullable Object> values) implements Serializable {

  /** Takes a record's components, each {@code Optional} by what it holds. */
  static SerializedRecord of(Record record) {
    ArrayList<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = Schema.valueOf(component, record);
      values.add(value instanceof Optional<?> optional ? optional.orElse(null) : value);
    }
    return new SerializedRecord(record.getClass(), values);
  }

  private Object readResolve() {
    List<Object> arguments = new ArrayList<>();
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Object value = values.get(i);
      arguments.add(Schema.isOptional(components[i]) ? Optional.ofNullable(value) : value);
    }
    return Schema.newRecord(type, arguments);
  }
}
