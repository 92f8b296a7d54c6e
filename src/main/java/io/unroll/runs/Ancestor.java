package io.unroll.runs;

import io.unroll.network.GrownParameters;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.shards.KnownSides;
import io.unroll.training.ModelFolder;

/**
 * A model that a run goes on from.
 *
 * @param run the name of its run
 * @param grow whether its vocabularies may grow
 * @param start whether its parameters are where training starts
 */
public record Ancestor(String run, ModelFolder.Model model, boolean grow, boolean start) {

  KnownSides sides() {
    return new KnownSides(model.source(), model.target(), grow);
  }

  /** Its parameters for a network of the same settings whose vocabularies may have grown. */
  float[] parameters(NetworkBlueprint network) {
    return GrownParameters.of(model.blueprint(), Parameters.of(model.network()), network);
  }
}
