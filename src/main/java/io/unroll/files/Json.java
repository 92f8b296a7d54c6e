package io.unroll.files;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Mappers of JSON; never configured after they were made, and safe for many threads. */
public final class Json {
  /** Mapper as Jackson makes it. */
  public static final ObjectMapper PLAIN = new ObjectMapper();

  /** Mapper that passes over properties it does not know, of other versions. */
  public static final ObjectMapper LENIENT =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}
}
