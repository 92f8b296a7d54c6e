package io.unroll.corpus.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.OnMalformed;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MendingReaderTest {
  private static String read(MendingReader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return text.toString();
  }

  @Property(tries = 300)
  void text_anyBytes_isWhatJavaMakesOfThem(@ForAll byte[] bytes) throws IOException {
    String expected = new String(bytes, StandardCharsets.UTF_8);
    boolean marked = expected.startsWith("\uFEFF");
    MendingReader reader = new MendingReader(new ByteArrayInputStream(bytes));
    assertEquals(marked ? expected.substring(1) : expected, read(reader));
    assertEquals(expected.indexOf('\uFFFD') >= 0, reader.takeMendedBefore(Long.MAX_VALUE));
  }

  @Test
  void text_longerThanTheBuffer_isWhole() throws IOException {
    String text = "\uFEFF" + "a\u00e9\ud83d\ude00\uFFFD".repeat(20_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    MendingReader reader = new MendingReader(new ByteArrayInputStream(bytes));
    assertEquals(text.substring(1), read(reader));
    assertFalse(reader.takeMendedBefore(Long.MAX_VALUE), "the text's own U+FFFD is no fault");
  }

  @Test
  void jsonItems_notUtf8_areMendedOrMalformed(@TempDir Path folder) throws Exception {
    byte[] latin =
        "\uFEFF{\"a\":\"x\"}\n{\"a\":\"\u00e9?\"}\n{\"a\":\"\uFFFD\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    latin[new String(latin, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xE9;
    Path path = Files.write(folder.resolve("a.json"), latin);
    SourceFile file = new SourceFile(0, path.toUri().toString(), latin.length, false);
    List<JsonItem> items = new ArrayList<>();
    try (JsonItems read =
        new JsonItems(file, JsonItems.Shape.VALUES, OnMalformed.REPLACE, ReadCorpus.HADOOP)) {
      read.forEachRemaining(item -> items.add(((SourceRecord.Whole<JsonItem>) item).value()));
    }
    assertEquals(3, items.size());
    assertEquals(List.of(false, true, false), items.stream().map(JsonItem::mended).toList());
    assertEquals("\u00e9\uFFFD", items.get(1).json(OnMalformed.REPLACE).get("a").textValue());
    Unusable dropped = assertThrows(Unusable.class, () -> items.get(1).json(OnMalformed.DROP));
    assertThat(String.valueOf(dropped.getMessage())).startsWith("text must be UTF-8");
  }
}
