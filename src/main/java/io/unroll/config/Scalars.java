package io.unroll.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reader of single values: numbers, truth values, texts and enum constants.
 *
 * <p>Stricter than HOCON in one point: a fraction is never cut off to fit a whole number.
 */
final class Scalars {
  private Scalars() {}

  /**
   * Returns the value as an object of the type; else nothing, and a complaint about what must hold.
   */
  static Optional<Object> read(Class<?> type, ConfigValue value, Consumer<String> complain) {
    if (type == int.class || type == Integer.class) {
      return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, complain).map(Long::intValue);
    } else if (type == long.class) {
      return whole(value, Long.MIN_VALUE, Long.MAX_VALUE, complain).map(Object.class::cast);
    } else if (type == double.class || type == Double.class) {
      return real(value, complain).map(Object.class::cast);
    } else if (type == boolean.class) {
      return truth(value, complain).map(Object.class::cast);
    } else if (type == String.class) {
      return string(value, complain).map(Object.class::cast);
    } else if (type.isEnum()) {
      return constant(type, value, complain);
    }
    throw new IllegalStateException("no settings type: " + type);
  }

  /** Returns the value found, as a message shows it. */
  static String describe(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NULL -> "null";
      case STRING -> "\"" + value.unwrapped() + "\"";
      case NUMBER, BOOLEAN -> text(value).orElseThrow();
    };
  }

  /** Returns the text of a single value as it was written. */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT, LIST, NULL -> Optional.empty();
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
    };
  }

  private static Optional<Long> whole(
      ConfigValue value, long least, long most, Consumer<String> complain) {
    Optional<BigDecimal> number = decimal(value);
    try {
      Optional<Long> whole = number.map(BigDecimal::longValueExact);
      if (whole.isPresent() && whole.get() >= least && whole.get() <= most) {
        return whole;
      }
    } catch (ArithmeticException e) {
      // A fraction, or beyond a long: the complaint below says so.
    }
    boolean isHuge =
        number.isPresent() && number.get().abs().compareTo(BigDecimal.valueOf(most)) > 0;
    String range = isHuge ? " between " + least + " and " + most : "";
    complain.accept("must be a whole number" + range + ", got " + describe(value));
    return Optional.empty();
  }

  private static Optional<Double> real(ConfigValue value, Consumer<String> complain) {
    Optional<Double> number =
        decimal(value).flatMap(d -> text(value)).map(Double::parseDouble).filter(Double::isFinite);
    if (number.isEmpty()) {
      complain.accept("must be a number, got " + describe(value));
    }
    return number;
  }

  private static Optional<BigDecimal> decimal(ConfigValue value) {
    try {
      // Strings count too: what ${ENVIRONMENT} substitutes is always one.
      return value.valueType() == ConfigValueType.BOOLEAN
          ? Optional.empty()
          : text(value).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> truth(ConfigValue value, Consumer<String> complain) {
    try {
      return Optional.of(value.atKey("value").getBoolean("value"));
    } catch (ConfigException e) {
      complain.accept("must be true or false, got " + describe(value));
      return Optional.empty();
    }
  }

  private static Optional<String> string(ConfigValue value, Consumer<String> complain) {
    Optional<String> text = text(value);
    if (text.isEmpty()) {
      complain.accept("must be a text, got " + describe(value));
    }
    return text;
  }

  private static Optional<Object> constant(
      Class<?> type, ConfigValue value, Consumer<String> complain) {
    Optional<String> wanted = text(value);
    List<String> labels = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String label = Schema.label((Enum<?>) constant);
      if (wanted.equals(Optional.of(label))) {
        return Optional.of(constant);
      }
      labels.add(label);
    }
    complain.accept(UnknownKeys.noneOf(labels, value));
    return Optional.empty();
  }
}
