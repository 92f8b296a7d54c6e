package io.unroll.retraining;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Result of a night: {@code verdict.json}.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param champion the run judged against; empty where there was none
 * @param version of the champion judged against; 0 where there was none
 * @param gates every condition, in order
 * @param metrics by the set they were measured on ({@code new}, {@code earlier}) and by name: the
 *     champion's figure and the challenger's
 * @param decided when, ISO 8601
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Verdict(
    int schemaVersion,
    String date,
    Decision decision,
    Data data,
    String champion,
    int version,
    List<Gate> gates,
    Map<String, Map<String, Pair>> metrics,
    String decided) {

  /** The schema this code writes. */
  public static final int SCHEMA_VERSION = 1;

  private static final String OVERTAKEN = "champion";

  /** Exit status of a night whose model was not promoted. */
  public static final int NOT_PROMOTED = 3;

  /** Decision of whether the challenger is the champion now. */
  public enum Decision {
    PROMOTED,
    KEPT_CHAMPION
  }

  /** Use of the night's data. */
  public enum Data {
    /** The champion has been trained on them. */
    USED,
    /** They are new to the next night, too: there is nothing wrong with them. */
    WAIT,
    /** No night reads them again unless they are rewritten. */
    SET_ASIDE
  }

  /** A metric of both models. */
  public record Pair(double champion, double challenger) {}

  /** Returns the status that the command ends with. */
  public int exitStatus() {
    return decision == Decision.PROMOTED ? 0 : NOT_PROMOTED;
  }

  /** Returns the verdict on a run that another promotion overtook: not promoted, its data wait. */
  Verdict overtaken() {
    List<Gate> longer = new ArrayList<>(gates);
    longer.add(
        new Gate(
            OVERTAKEN,
            false,
            "champion must still be version %s; another was promoted meanwhile"
                .formatted(version)));
    return new Verdict(
        schemaVersion,
        date,
        Decision.KEPT_CHAMPION,
        Data.WAIT,
        champion,
        version,
        longer,
        metrics,
        decided);
  }

  /** Names of the gates that were not passed. */
  public List<String> failed() {
    return gates.stream().filter(gate -> !gate.passed()).map(Gate::name).toList();
  }

  /** Returns one line for people. */
  public String inWords() {
    String rest =
        switch (data) {
          case USED -> "";
          case WAIT -> "; its data wait for the next night";
          case SET_ASIDE -> "; its data are set aside until they are written anew";
        };
    return decision == Decision.PROMOTED
        ? "promoted"
        : String.format(Locale.ROOT, "not promoted (%s)%s", String.join(", ", failed()), rest);
  }
}
