package io.unroll.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.OnMalformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The items of a JSON file one after the other, so that a file need not fit into memory. Lines that
 * start with {@code #} are comments.
 */
final class JsonItems implements SourceRecords.Records<JsonItems.Item> {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          new JsonFactory()
              .enable(JsonParser.Feature.ALLOW_YAML_COMMENTS)
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

  /** Location of the items. */
  enum Shape {
    /** The values of the file, one after the other, as in JSON lines. */
    VALUES,
    /** Values one after another; the elements of a list at the top are items, not the list. */
    ELEMENTS,
    /** The elements of the lists that the object at the top holds. */
    SECTIONS
  }

  /**
   * One item.
   *
   * @param section the key of its list; empty but for {@link Shape#SECTIONS}
   * @param number counts the items of a section, or of the file, from 1
   * @param offset where it starts, in bytes, or in chars where malformed text is mended
   * @param value the item, or why the file cannot be read any further
   */
  record Item(SourceFile file, String section, long number, long offset, Value value)
      implements Serializable {

    /**
     * The item's JSON.
     *
     * @throws Malformed if there is none, or it is not UTF-8 and is not to be mended
     */
    JsonNode json(OnMalformed onMalformed) throws Malformed {
      if (value instanceof Damage damage) {
        throw new Malformed(DropReason.UNREADABLE_FILE, damage.found());
      }
      if (value instanceof Mended one && onMalformed != OnMalformed.REPLACE) {
        throw new Malformed(
            DropReason.MALFORMED_TEXT, "text must be UTF-8, but this is not: " + one.json());
      }
      return value instanceof Mended one ? one.json() : ((Node) value).json();
    }

    /** Returns whether U+FFFD stands in it for bytes that are not UTF-8. */
    boolean isMended() {
      return value instanceof Mended;
    }
  }

  /** An item's value. */
  sealed interface Value extends Serializable {}

  /** Well-formed JSON. */
  record Node(JsonNode json) implements Value {}

  /** Well-formed JSON after U+FFFD was put in the place of bytes that are not UTF-8. */
  record Mended(JsonNode json) implements Value {}

  /** Not JSON, or a damaged file. */
  record Damage(String found) implements Value {}

  private final SourceFile file;
  private final Shape shape;
  private final Optional<JsonParser> parser;
  private Optional<MendingReader> mending = Optional.empty();
  private String section = "";
  private boolean inList;
  private long number;
  private Optional<Item> next = Optional.empty();

  /** Stands before the first item; malformed text is mended unless it is an error. */
  JsonItems(SourceFile file, Shape shape, OnMalformed onMalformed, Configuration hadoop) {
    this.file = file;
    this.shape = shape;
    Optional<JsonParser> opened = Optional.empty();
    try {
      InputStream in = file.open(hadoop);
      if (onMalformed == OnMalformed.FAIL) {
        opened = Optional.of(JSON.getFactory().createParser(in));
      } else {
        MendingReader reader = new MendingReader(in);
        mending = Optional.of(reader);
        opened = Optional.of(JSON.getFactory().createParser(reader));
      }
    } catch (IOException e) {
      next = Optional.of(damage(0, e));
    }
    this.parser = opened;
    if (next.isEmpty()) {
      next = read();
    }
  }

  private Optional<Item> read() {
    if (parser.isEmpty()) {
      return Optional.empty();
    }
    JsonParser json = parser.get();
    try {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (!isFrame(token, json)) {
          long offset = offset(json.currentTokenLocation());
          JsonNode node = JSON.readTree(json);
          long end = json.currentLocation().getCharOffset();
          boolean mended = mending.isPresent() && mending.get().takeMendedBefore(end);
          Value value = mended ? new Mended(node) : new Node(node);
          return Optional.of(new Item(file, section, ++number, offset, value));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      return Optional.of(damage(location == null ? 0 : offset(location), e));
    } catch (IOException e) {
      return Optional.of(damage(offset(json.currentLocation()), e));
    }
  }

  /** In bytes, or in chars where those are counted. */
  private long offset(JsonLocation location) {
    return Math.max(0, mending.isPresent() ? location.getCharOffset() : location.getByteOffset());
  }

  /** Returns whether a token is part of what is around the items. */
  private boolean isFrame(JsonToken token, JsonParser json) throws IOException {
    JsonStreamContext around = json.getParsingContext().getParent();
    boolean top = around != null && around.inRoot();
    if (inList && token == JsonToken.END_ARRAY) {
      inList = false;
      return true;
    }
    if (inList || shape == Shape.VALUES) {
      return false;
    }
    if (shape == Shape.ELEMENTS) {
      inList = token == JsonToken.START_ARRAY;
      return inList;
    }
    if (token == JsonToken.FIELD_NAME) {
      section = json.getCurrentName();
      number = 0;
      return true;
    }
    inList = token == JsonToken.START_ARRAY && !top;
    return inList || (token == JsonToken.START_OBJECT && top) || token == JsonToken.END_OBJECT;
  }

  private Item damage(long offset, IOException e) {
    String said =
        e instanceof JsonProcessingException syntax ? syntax.getOriginalMessage() : e.getMessage();
    return new Item(
        file,
        section,
        number + 1,
        offset,
        new Damage("must be JSON to its end, but " + String.valueOf(said)));
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Item next() {
    Item item = next.orElseThrow(NoSuchElementException::new);
    next = item.value instanceof Damage ? Optional.empty() : read();
    return item;
  }

  @Override
  public void close() throws IOException {
    if (parser.isPresent()) {
      parser.get().close();
    }
  }
}
