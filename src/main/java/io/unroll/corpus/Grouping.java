package io.unroll.corpus;

import io.unroll.config.SplitBy;

/** Maker of examples that stay together by a setting. */
final class Grouping {
  private Grouping() {}

  static Example example(String key, SplitBy splitBy, Content input, Content target) {
    Fingerprint group =
        switch (splitBy) {
          case EXAMPLE -> Fingerprint.of(input, target);
          case SOURCE -> Fingerprint.of(input);
          case TARGET -> Fingerprint.of(target);
        };
    return new Example(key, group.hex(), input, target);
  }
}
