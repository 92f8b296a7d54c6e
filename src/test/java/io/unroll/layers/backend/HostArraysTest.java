package io.unroll.layers.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import org.junit.jupiter.api.Test;

class HostArraysTest {

  @Test
  void require_arraysOnADevice_isRefused() {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> HostArrays.require(false, "JCublasBackend"));
    assertThat(refused.getMessage()).contains("JCublasBackend keeps them on a device");
  }

  @Test
  void require_here_passes() {
    assertDoesNotThrow(() -> HostArrays.require());
  }
}
