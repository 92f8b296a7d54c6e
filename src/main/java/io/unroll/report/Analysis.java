package io.unroll.report;

import java.util.List;
import java.util.Map;

/**
 * Analysis of where a model is right and where it is wrong.
 *
 * @param groups the headline metric of groups of examples
 * @param labels of labels that were given
 * @param confusions which label was given for which, right ones too
 * @param reliability of what the model was sure of, least sure first
 * @param leftOut what the report lacks, such as {@code baseline 5-gram}, and why, in order
 */
public record Analysis(
    List<Groups> groups,
    List<Label> labels,
    List<Confusion> confusions,
    List<Reliability> reliability,
    Map<String, String> leftOut) {

  /** Of a model of which nothing of the kind is known. */
  public static final Analysis NONE =
      new Analysis(List.of(), List.of(), List.of(), List.of(), Map.of());

  /**
   * Groups of examples that are alike in something.
   *
   * @param by what they are grouped by, such as {@code steps of the input}
   * @param metric the headline metric
   * @param share whether the metric lies between 0 and 1
   */
  public record Groups(String by, String metric, boolean share, List<Group> figures) {
    /** Copies the figures. */
    public Groups {
      figures = List.copyOf(figures);
    }
  }

  /**
   * One group.
   *
   * @param size examples or steps in it
   * @param value the metric of them
   */
  public record Group(String name, long size, double value) {}

  /**
   * One label.
   *
   * @param count how often it was the right one
   */
  public record Label(String name, long count, double precision, double recall, double f1) {}

  /** Count of one label given where another, or the same, was right. */
  public record Confusion(String reference, String predicted, long count) {}

  /**
   * Answers the model was about as sure of.
   *
   * @param confidence mean probability it gave them
   * @param right share that was right
   */
  public record Reliability(double from, double to, double confidence, double right, long count) {}

  /** Copies all lists. */
  public Analysis {
    groups = List.copyOf(groups);
    labels = List.copyOf(labels);
    confusions = List.copyOf(confusions);
    reliability = List.copyOf(reliability);
    leftOut = Ordered.copyOf(leftOut);
  }
}
