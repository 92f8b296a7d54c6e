package io.unroll.benchmark;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * One value of one setting, trained beside a base.
 *
 * @param with settings that the base is given as well
 * @param also settings without which the value would be refused
 */
record SweepRow(
    String base,
    String key,
    String value,
    List<String> with,
    List<String> also,
    Expectation expected) {

  /**
   * Range of the right loss.
   *
   * @param least share of the base's loss
   * @param most likewise
   * @param same whether not one bit may differ
   * @param refused whether the settings must be refused
   * @param because why the shares are not the usual ones; empty where they are
   */
  record Expectation(double least, double most, boolean same, boolean refused, String because) {

    /** Returns the range that a value gives, with the usual shares if it gives none. */
    static Expectation of(Config value, List<Double> usual) {
      List<Double> ratio = value.hasPath("ratio") ? value.getDoubleList("ratio") : usual;
      return new Expectation(
          ratio.get(0),
          ratio.get(1),
          value.hasPath("same") && value.getBoolean("same"),
          value.hasPath("refused") && value.getBoolean("refused"),
          value.hasPath("because") ? value.getString("because") : "");
    }
  }

  /** Returns the settings that the value is trained with. */
  List<String> overrides() {
    List<String> all = new ArrayList<>(with);
    all.addAll(also);
    all.add(key + "=" + value);
    return all;
  }

  /** The setting with what stands beside it, as a reader of the table needs it. */
  String setting() {
    return String.join(" ", with.isEmpty() ? List.of(key) : List.of(key, "(" + beside() + ")"));
  }

  private String beside() {
    return String.join(
        ", ", with.stream().filter(o -> !o.startsWith("-")).map(SweepRow::lastName).toList());
  }

  private static String lastName(String override) {
    return override.substring(override.indexOf('.') + 1);
  }
}
