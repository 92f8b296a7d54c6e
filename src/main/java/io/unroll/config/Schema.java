package io.unroll.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mapping of settings types to a file: keys of a record, variants of an interface. */
final class Schema {

  /** Name of the key whose value selects the variant of a sealed interface. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface ChosenBy {
    String value();
  }

  /** The value of the {@link ChosenBy} key that selects this record. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Variant {
    String value();
  }

  /** The component's own keys stand directly in the enclosing block. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Flat {}

  private Schema() {}

  /** Returns whether values of the type are written as a block of keys. */
  static boolean isBlock(Class<?> type) {
    return type.isRecord() || type.isSealed();
  }

  static String choiceKey(Class<?> sealedType) {
    return sealedType.getAnnotation(ChosenBy.class).value();
  }

  static String variantName(Class<?> record) {
    return record.getAnnotation(Variant.class).value();
  }

  /** The variants of a sealed interface by name, in the order they are declared. */
  static Map<String, Class<?>> variants(Class<?> sealedType) {
    Map<String, Class<?>> variants = new LinkedHashMap<>();
    for (Class<?> variant : sealedType.getPermittedSubclasses()) {
      variants.put(variantName(variant), variant);
    }
    return variants;
  }

  /**
   * Returns the components whose keys stand in the record's block, flat ones replaced by their own.
   */
  static List<RecordComponent> components(Class<?> record) {
    List<RecordComponent> components = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.isAnnotationPresent(Flat.class)) {
        components.addAll(components(component.getType()));
      } else {
        components.add(component);
      }
    }
    return components;
  }

  static Set<String> keys(Class<?> record) {
    Set<String> keys = new LinkedHashSet<>();
    components(record).forEach(component -> keys.add(component.getName()));
    return keys;
  }

  static boolean isOptional(RecordComponent component) {
    return component.getType() == Optional.class;
  }

  /** Returns the component's type, or what its {@code Optional} holds. */
  static Class<?> valueType(RecordComponent component) {
    if (!isOptional(component)) {
      return component.getType();
    }
    ParameterizedType optional = (ParameterizedType) component.getGenericType();
    return (Class<?>) optional.getActualTypeArguments()[0];
  }

  /** {@code XAVIER_UNIFORM} is written {@code xavier-uniform}. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Calls the record's constructor.
   *
   * @throws InvalidSettings if the record's checks reject the arguments
   */
  static Object newRecord(Class<?> record, List<Object> arguments) {
    try {
      Class<?>[] types =
          Arrays.stream(record.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettings invalid) {
        throw invalid;
      }
      throw new IllegalStateException("cannot build " + record, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + record, e);
    }
  }

  /** Returns the value of a record's component. */
  static Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
