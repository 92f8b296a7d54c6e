package io.unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

  @Test
  void controls_areNamed() {
    assertEquals(
        "a⟨NUL⟩b⟨ESC⟩[31m⟨TAB⟩⟨CR⟩\n⟨U+007F⟩⟨U+0085⟩",
        VisibleText.of("a\0b\u001b[31m\t\r\n\u007f\u0085"));
  }

  @Test
  void directionMarks_areNamed() {
    assertEquals("⟨U+202E⟩abc⟨U+202C⟩⟨U+200F⟩", VisibleText.of("\u202Eabc\u202C\u200F"));
  }

  @Test
  void surrogates_unpaired_areNamed() {
    assertEquals("⟨U+D83D⟩x😀⟨U+DE00⟩", VisibleText.of("\uD83Dx😀\uDE00"));
  }

  @Test
  void letters_ofAnyScript_stay() {
    String text = "déjà שלום مرحبا 你好 नमस्ते 👩‍👩‍👧 می‌خواهم \u0600";
    assertEquals(text, VisibleText.of(text));
  }

  @Test
  void edges_blank_areMarked() {
    assertEquals("␣␣a b␣", VisibleText.withEdges("  a b "));
    assertEquals("a↵\n", VisibleText.withEdges("a\n"));
    assertEquals("␣", VisibleText.withEdges(" "));
    assertEquals("", VisibleText.withEdges(""));
  }

  @Property
  void anyText_onOneLine_hasNothingThatSteers(@ForAll String text) {
    assertTrue(VisibleText.onOneLine(text).codePoints().noneMatch(Character::isISOControl));
  }

  @Property
  void anyText_encodable_survivesUtf8(@ForAll String text) {
    String encodable = VisibleText.encodable(text);
    byte[] bytes = encodable.getBytes(StandardCharsets.UTF_8);
    assertEquals(encodable, new String(bytes, StandardCharsets.UTF_8));
  }

  @Property
  void anyText_twice_changesNothingMore(@ForAll String text) {
    String once = VisibleText.of(text);
    assertEquals(once, VisibleText.of(once));
  }

  @Test
  void token_oneCharacterBeyondAscii_isShownWithItsCode() {
    assertEquals("\u2013 U+2013", VisibleText.ofToken("\u2013"));
    assertEquals("\u00A0 U+00A0", VisibleText.ofToken("\u00A0"));
    assertEquals("\uD83D\uDE00 U+1F600", VisibleText.ofToken("\uD83D\uDE00"));
    for (String token : List.of("", "a", "-", "\u00E9t\u00E9", "\u202E")) {
      assertEquals(token, VisibleText.ofToken(token));
    }
  }
}
