package io.unroll.layers.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import org.junit.jupiter.api.Test;

class HostArraysTest {

  @Test
  void require_arraysOnADevice_isRefused() {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> HostArrays.require(false, "JCublasBackend"));
    assertTrue(refused.getMessage().contains("JCublasBackend keeps them on a device"));
  }

  @Test
  void require_here_passes() {
    assertDoesNotThrow(() -> HostArrays.require());
  }
}
