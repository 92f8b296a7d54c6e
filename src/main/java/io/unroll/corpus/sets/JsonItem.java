package io.unroll.corpus.sets;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import java.io.Serializable;

/**
 * An item of a JSON file.
 *
 * @param section the key of its list; empty but for {@link JsonItems.Shape#SECTIONS}
 * @param number counts the items of a section, or of the file, from 1
 * @param offset where it starts, in bytes, or in chars where malformed text is mended
 * @param node its JSON
 * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
 */
record JsonItem(
    SourceFile file, String section, long number, long offset, JsonNode node, boolean mended)
    implements Serializable {

  /**
   * Returns its JSON.
   *
   * @throws Unusable if it is not UTF-8 and is not to be mended
   */
  JsonNode json(OnMalformed onMalformed) throws Unusable {
    if (mended && onMalformed != OnMalformed.REPLACE) {
      throw new Unusable(DropReason.MALFORMED_TEXT, "text must be UTF-8, but this is not: " + node);
    }
    return node;
  }
}
