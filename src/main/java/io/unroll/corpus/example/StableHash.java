package io.unroll.corpus.example;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** 64-bit hashes that are the same on every machine, Java version and run. */
public final class StableHash {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private StableHash() {}

  /** The first half of the 128-bit MurmurHash3 (x64) of a text's UTF-8 bytes. */
  public static long of(String text, int salt) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return MurmurHash3.hash128x64(bytes, 0, bytes.length, salt)[0];
  }

  /** Mixes a seed and an index; for a fixed seed different indices give different values. */
  public static long mix(long seed, long index) {
    return finish(finish(seed + GOLDEN_GAMMA) + index * GOLDEN_GAMMA);
  }

  /** MurmurHash3's 64-bit finaliser, a bijection. */
  private static long finish(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
