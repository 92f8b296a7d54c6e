package io.unroll.corpus.images;

import io.unroll.config.ImagesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Pictures with labels: IDX files, or folders of files where the folder's name is the label. */
public final class ImagesCorpus {
  private static final String ENDINGS = "(?i).*\\.(png|gif|bmp|jpe?g|tiff?)";

  private ImagesCorpus() {}

  public static Corpus open(SparkSession spark, ImagesSettings settings) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    SourceParts parts = SourceParts.find(hadoop, settings);
    List<SourceFile> files = parts.files();
    long pictures = files.stream().filter(file -> file.name().matches(ENDINGS)).count();
    if (pictures != 0 && pictures != files.size()) {
      SourceFile other =
          files.stream().filter(file -> !file.name().matches(ENDINGS)).findFirst().orElseThrow();
      throw new InvalidInput(
          other.path()
              + ": must be a picture like the other files, by its ending; take it out of the folder");
    }
    return pictures == 0
        ? IdxCorpus.open(spark, settings, parts)
        : PictureFolders.open(spark, settings, parts);
  }

  static Corpus.Side target(ImagesSettings settings) {
    return Corpus.Side.of(
        settings.target() == ImagesSettings.Target.WORDS ? Content.Kind.TEXT : Content.Kind.LABEL);
  }

  static Example example(ImagesSettings settings, String key, Picture picture, String label) {
    Content target =
        settings.target() == ImagesSettings.Target.WORDS
            ? new Content.Text(EnglishNumber.spell(label.toLowerCase(Locale.ROOT)))
            : new Content.Label(label);
    return new Readings(settings.files().splitBy())
        .example(key, picture.frames(settings.as()), target);
  }
}
