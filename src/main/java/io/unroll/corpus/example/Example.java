package io.unroll.corpus.example;

import java.io.Serializable;

/**
 * Input and target with a key.
 *
 * @param key names the example in batches and reports, such as {@code fra.txt:17}; a generated one
 *     is named by its input
 * @param group examples of equal groups always fall into the same split
 * @param stage batches of a lower stage come first in the training split; at least 0
 */
public record Example(String key, String group, Content input, Content target, int stage)
    implements Serializable {

  /** An example of the first stage, which is the only one in most corpora. */
  public Example(String key, String group, Content input, Content target) {
    this(key, group, input, target, 0);
  }

  /** Returns the example at another stage. */
  public Example atStage(int other) {
    return new Example(key, group, input, target, other);
  }

  /** A pair of texts that is its own name and its own group by {@code key}. */
  public static Example pair(String key, String input, String target) {
    return new Example(key, key, new Content.Text(input), new Content.Text(target));
  }
}
