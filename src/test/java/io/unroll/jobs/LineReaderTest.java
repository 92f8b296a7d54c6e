package io.unroll.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void lines_withEveryEnd_endAtLineFeedsOnly() throws IOException {
    assertEquals(List.of("a", "b\rc", "", "d\r", "e"), lines("a\nb\rc\r\n\nd\r\r\ne"));
    assertEquals(List.of("a"), lines("a\n"));
    assertEquals(List.of("a\r"), lines("a\r"));
    assertEquals(List.of(), lines(""));
  }

  @Test
  void lines_notInUtf8_areRefusedByPlace() {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> lines(new byte[] {'a', '\n', (byte) 0xE9, '\n'}));
    assertEquals("here: must be UTF-8, but is not somewhere behind line 0", refused.getMessage());
  }

  private static List<String> lines(String text) throws IOException {
    return lines(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(byte[] bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader in = new LineReader("here", new ByteArrayInputStream(bytes))) {
      for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
        lines.add(line.get());
      }
      assertEquals(lines.size(), in.number());
    }
    return lines;
  }
}
