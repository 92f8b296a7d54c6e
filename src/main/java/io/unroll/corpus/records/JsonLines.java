package io.unroll.corpus.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unroll.config.ExampleFiles;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.SliceReader;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Records that are JSON objects, one a line.
 *
 * @param input name of the field with the input
 * @param target name of the field with the target
 */
record JsonLines(ExampleFiles settings, String input, String target, RecordSides sides)
    implements SliceReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(Object.class);

  @Override
  public Iterator<Reading> read(FileSlice slice, Configuration hadoop) {
    return new LineReader(slice, settings, hadoop).stream().map(this::reading).iterator();
  }

  private Reading reading(SourceLine line) {
    if (line instanceof SourceLine.Unreadable unreadable) {
      return unreadable.reading();
    }
    SourceLine.Text text = (SourceLine.Text) line;
    if (text.isBlank()) {
      return text.emptyReading();
    }
    return text.reading(new Readings(settings.splitBy()), () -> sides(object(text.text())));
  }

  private Readings.Sides sides(Map<?, ?> object) throws Unusable {
    for (String field : new String[] {input, target}) {
      if (object.get(field) == null) {
        throw new Unusable(
            DropReason.MISSING_COLUMN,
            object.containsKey(field)
                ? "the field \"%s\" must have a value, got null".formatted(field)
                : "must have a field \"%s\", its fields are %s".formatted(field, object.keySet()));
      }
    }
    return sides.of(
        Optional.ofNullable(object.get(input)), Optional.ofNullable(object.get(target)));
  }

  private static Map<?, ?> object(String line) throws Unusable {
    try {
      if (JSON.readValue(line) instanceof Map<?, ?> object) {
        return object;
      }
      throw notOne(line);
    } catch (MismatchedInputException e) {
      // Jackson's message names its own switches: nothing is there, or more than one value.
      throw notOne(line);
    } catch (JsonProcessingException e) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "must be a JSON object, got %s: %s"
              .formatted(
                  Readings.quote(line), e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  private static Unusable notOne(String line) {
    return new Unusable(
        DropReason.UNREADABLE,
        "must be one JSON object a line, got " + Readings.quote(line.strip()));
  }
}
