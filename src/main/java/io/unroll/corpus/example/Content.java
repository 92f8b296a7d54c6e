package io.unroll.corpus.example;

import java.io.Serializable;
import java.util.List;

/** Input or target of an example, before it is numbers. */
public sealed interface Content extends Serializable {

  /** The kinds of content; a corpus has one kind of inputs and one of targets. */
  enum Kind {
    TEXT,
    WORDS,
    LABEL,
    LABELS,
    FRAMES,
    FEATURES
  }

  /** Which of the kinds this is. */
  Kind kind();

  /** A text that the tokens settings cut into tokens. */
  record Text(String text) implements Content {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /** A sequence of words that is cut already; each is a token as it is. */
  record Words(List<String> words) implements Content {
    @Override
    public Kind kind() {
      return Kind.WORDS;
    }
  }

  /** One label for the whole sequence. */
  record Label(String label) implements Content {
    @Override
    public Kind kind() {
      return Kind.LABEL;
    }
  }

  /** One label for each step of the input. */
  record Labels(List<String> labels) implements Content {
    @Override
    public Kind kind() {
      return Kind.LABELS;
    }
  }

  /**
   * A vector of numbers for each step; a single vector is one step. Numbers are exact to double
   * precision: single precision would blur small changes of a large level.
   *
   * @param width numbers of a step, the same throughout a corpus; at least 1
   * @param values [steps, width], row-major
   */
  record Frames(int width, double[] values) implements Content {
    @Override
    public Kind kind() {
      return Kind.FRAMES;
    }

    /** Number of vectors. */
    public int steps() {
      return values.length / width;
    }
  }

  /** A set of named features, such as {@code food=italian}, in no order: one multi-hot vector. */
  record Features(List<String> features) implements Content {
    @Override
    public Kind kind() {
      return Kind.FEATURES;
    }
  }
}
