package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.ModelSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlueprintsTest {

  @Test
  void modelTypes_allOfThem_haveOneBlueprintEach() {
    assertEquals(List.of(ModelSettings.class.getPermittedSubclasses()), Blueprints.types());
  }
}
