package io.unroll.shards;

import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Fingerprint;
import java.io.Serializable;
import java.util.List;

/**
 * Facts about an example for the data report that its numbers do not tell.
 *
 * @param input fingerprint of the input
 * @param pair fingerprint of input and target
 * @param unknownInputs what the input holds and the training split does not
 * @param unknownTargets what the target holds and the training split does not
 */
record ExampleFacts(
    Fingerprint input, Fingerprint pair, List<String> unknownInputs, List<String> unknownTargets)
    implements Serializable {

  static ExampleFacts of(
      Example example, EncodedExample encoded, SideCodec input, SideCodec target) {
    return new ExampleFacts(
        Fingerprint.of(example.input()),
        Fingerprint.of(example.input(), example.target()),
        input.unknown(example.input(), encoded.input()),
        target.unknown(example.target(), encoded.target()));
  }
}
