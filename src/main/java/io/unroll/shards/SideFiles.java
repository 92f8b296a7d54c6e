package io.unroll.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.files.Json;
import io.unroll.tokens.TextCodecFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of one side in a folder of shards or of a model. */
record SideFiles(FileSystem files, Path folder, String role) {

  SideCodec read(Manifest.Side summary, TokenSettings tokens) throws IOException {
    Content.Kind kind = Content.Kind.valueOf(summary.kind().toUpperCase(Locale.ROOT));
    return switch (kind) {
      case TEXT, WORDS -> {
        TextSide side =
            new TextSide(
                kind,
                tokens,
                TextCodecFile.read(files, folder, role, tokens),
                role.equals(ShardReader.TARGET));
        yield summary.letters() == 0 ? side : spelled(side, summary.letters());
      }
      case LABEL, LABELS -> LabelSide.of(kind, names(LabelSide.file(role)));
      case FEATURES -> FeatureSide.of(names(FeatureSide.file(role)));
      case FRAMES -> {
        FrameSide.Scaling scaling =
            json(FrameSide.file(role), new TypeReference<FrameSide.Scaling>() {});
        yield new FrameSide(scaling.mean(), scaling.deviation());
      }
    };
  }

  private SpelledSide spelled(TextSide words, int letters) throws IOException {
    return new SpelledSide(
        words,
        TextCodecFile.read(files, folder, SpelledSide.role(role), SpelledSide.CHARACTERS),
        letters);
  }

  private List<String> names(String name) throws IOException {
    return List.copyOf(json(name, new TypeReference<List<String>>() {}));
  }

  private <T> T json(String name, TypeReference<T> type) throws IOException {
    Path file = new Path(folder, name);
    if (!files.exists(file)) {
      throw new InvalidInput(
          "%s: must hold %s, but does not; prepare the shards again".formatted(folder, name));
    }
    try (InputStream in = files.open(file)) {
      return Json.PLAIN.readValue(in, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInput(file + ": is damaged: " + e.getOriginalMessage());
    }
  }
}
