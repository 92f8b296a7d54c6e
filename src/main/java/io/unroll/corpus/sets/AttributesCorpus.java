package io.unroll.corpus.sets;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.AttributesSettings;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FiniteNumber;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import io.unroll.corpus.files.SourceRecords;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Corpus of what is to be said, as attributes, and the text that says it; JSON, also a value a
 * line.
 */
public record AttributesCorpus(AttributesSettings settings) implements Serializable {

  public static Corpus open(SparkSession spark, AttributesSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceParts parts = SourceParts.find(context.hadoopConfiguration(), settings);
    AttributesCorpus reader = new AttributesCorpus(settings);
    // A list at the top of RNNLG's files holds lists; lines of them are not known to exist.
    JsonItems.Shape shape = JsonItems.Shape.ELEMENTS;
    OnMalformed onMalformed = settings.files().onMalformed();
    boolean vector = settings.attributes() == AttributesSettings.Attributes.VECTOR;
    return parts.corpus(
        Corpus.Side.of(vector ? Content.Kind.FRAMES : Content.Kind.FEATURES),
        Corpus.Side.of(Content.Kind.TEXT),
        part ->
            SourceRecords.of(
                    context,
                    part.files(),
                    (file, hadoop) -> new JsonItems(file, shape, onMalformed, hadoop))
                .map(item -> item.reading(reader::read)));
  }

  private Reading read(JsonItem item) {
    try {
      JsonNode node = item.json(settings.files().onMalformed());
      return settings.format() == AttributesSettings.Format.DIALOGUE_ACT
          ? dialogueAct(item, node)
          : object(item, node);
    } catch (Unusable e) {
      return item.file().bad(item.offset(), e);
    }
  }

  private Reading dialogueAct(JsonItem item, JsonNode node) throws Unusable {
    if (!node.isArray()
        || node.size() < 2
        || !node.get(0).isTextual()
        || !node.get(1).isTextual()) {
      throw new Unusable(
          DropReason.MISSING_COLUMN, "must be a list of dialogue act and text, got " + shown(node));
    }
    DialogueAct act = DialogueAct.parse(node.get(0).textValue());
    String text = node.get(1).textValue();
    if (settings.delexicalise()) {
      DialogueAct.Delexicalised bare = act.delexicalise(text);
      return good(item, new Content.Features(bare.features()), bare.text());
    }
    return good(item, new Content.Features(act.features()), text);
  }

  private Reading object(JsonItem item, JsonNode node) throws Unusable {
    JsonNode attributes = node.path("attributes");
    JsonNode text = node.path("text");
    if (!attributes.isContainerNode() || !text.isTextual()) {
      throw new Unusable(
          DropReason.MISSING_COLUMN,
          "must be an object with \"attributes\", a list or an object, and \"text\", a string, got "
              + shown(node));
    }
    boolean vector = settings.attributes() == AttributesSettings.Attributes.VECTOR;
    Content input = vector ? vector(attributes) : new Content.Features(features(attributes));
    return good(item, input, text.textValue());
  }

  private static Content.Frames vector(JsonNode attributes) throws Unusable {
    if (!attributes.isArray() || attributes.isEmpty()) {
      throw new Unusable(
          DropReason.UNREADABLE, "attributes must be a list of numbers, got " + shown(attributes));
    }
    double[] values = new double[attributes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(attributes.get(i), "number " + (i + 1) + " of the attributes");
    }
    return new Content.Frames(values.length, values);
  }

  private static double number(JsonNode number, String where) throws Unusable {
    if (number.isNumber()) {
      return FiniteNumber.check(number.doubleValue(), where, number.toString());
    }
    String text = number.isTextual() ? number.textValue() : number.toString();
    return FiniteNumber.parse(text, where);
  }

  private static List<String> features(JsonNode attributes) throws Unusable {
    List<String> features = new ArrayList<>();
    if (attributes.isArray()) {
      for (JsonNode name : attributes) {
        features.add(scalar(name));
      }
    } else {
      for (Map.Entry<String, JsonNode> field : attributes.properties()) {
        JsonNode value = field.getValue();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
          if (!one.isNull()) {
            features.add(field.getKey() + "=" + scalar(one));
          }
        }
      }
    }
    return features.stream().distinct().toList();
  }

  private static String scalar(JsonNode value) throws Unusable {
    if (!value.isValueNode() || value.isNull()) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "an attribute must be a text, a number or true or false, got " + shown(value));
    }
    return value.asText();
  }

  private Reading good(JsonItem item, Content input, String text) {
    SourceFile file = item.file();
    return new Reading.Good(
        file.index(item.offset()),
        new Readings(settings.files().splitBy())
            .example(file.keyOf(item.number()), input, new Content.Text(text)),
        item.mended());
  }

  private static String shown(JsonNode node) {
    String json = node.toString();
    return json.length() > 80
        ? node.getNodeType().name().toLowerCase(Locale.ROOT) + " " + json.substring(0, 80) + "..."
        : json;
  }
}
