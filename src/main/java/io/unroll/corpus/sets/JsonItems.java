package io.unroll.corpus.sets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceRecord;
import io.unroll.corpus.files.SourceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The items of a JSON file one after the other, so that a file need not fit into memory. Lines that
 * start with {@code #} are comments.
 */
final class JsonItems implements SourceRecords.Records<SourceRecord<JsonItem>> {
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

  private final SourceFile file;
  private final Shape shape;
  private final Optional<JsonParser> parser;
  private Optional<MendingReader> mending = Optional.empty();
  private String section = "";
  private boolean inList;
  private long number;
  private Optional<SourceRecord<JsonItem>> next = Optional.empty();

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

  private Optional<SourceRecord<JsonItem>> read() {
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
          JsonItem item = new JsonItem(file, section, ++number, offset, node, mended);
          return Optional.of(new SourceRecord.Whole<>(item));
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

  private SourceRecord<JsonItem> damage(long offset, IOException e) {
    String said =
        e instanceof JsonProcessingException syntax ? syntax.getOriginalMessage() : e.getMessage();
    String found = "must be JSON to its end, but " + said;
    return new SourceRecord.Damaged<>(file.bad(offset, DropReason.UNREADABLE_FILE, found));
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public SourceRecord<JsonItem> next() {
    SourceRecord<JsonItem> item = next.orElseThrow(NoSuchElementException::new);
    next = item instanceof SourceRecord.Damaged ? Optional.empty() : read();
    return item;
  }

  @Override
  public void close() throws IOException {
    if (parser.isPresent()) {
      parser.get().close();
    }
  }
}
