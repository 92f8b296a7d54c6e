package io.unroll.corpus.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.ImagesSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and their labels. */
class PictureTest {
  @Test
  void picture_steps_areRowsColumnsOrAll() {
    Picture picture = new Picture(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    Content.Frames rows = picture.frames(ImagesSettings.Steps.ROWS);
    Content.Frames columns = picture.frames(ImagesSettings.Steps.COLUMNS);
    Content.Frames vector = picture.frames(ImagesSettings.Steps.VECTOR);
    assertEquals(List.of(2, 3, 1), List.of(rows.steps(), columns.steps(), vector.steps()));
    assertEquals(List.of(3, 2, 6), List.of(rows.width(), columns.width(), vector.width()));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, columns.values());
  }

  @ParameterizedTest
  @CsvSource({
    "0, zero",
    "7, seven",
    "13, thirteen",
    "20, twenty",
    "42, forty-two",
    "100, one hundred",
    "255, two hundred fifty-five",
    "cat, cat",
    "1000, 1000"
  })
  void label_number_isSpelled(String label, String words) {
    assertEquals(words, EnglishNumber.spell(label));
  }

  /** Twenty bytes that claim to be 60,000 pixels each way. */
  @Test
  void picture_thatClaimsTooMuch_isMalformedBeforeItIsDecoded(@TempDir Path folder)
      throws IOException {
    ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    header.putInt(60_000).putInt(60_000).put(new byte[] {8, 0, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.array());
    ByteBuffer png = ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13);
    png.put(header.array()).putInt((int) sum.getValue());
    Path file = Files.write(folder.resolve("huge.png"), png.array());
    Unusable refused =
        assertThrows(
            Unusable.class,
            () ->
                PictureFile.read(
                    new SourceFile(0, file.toUri().toString(), 33, false), new Configuration()));
    assertThat(String.valueOf(refused.getMessage()))
        .as(refused::getMessage)
        .contains("at most 16,777,216 pixels, got 3,600,000,000");
  }
}
