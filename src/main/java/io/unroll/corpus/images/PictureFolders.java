package io.unroll.corpus.images;

import io.unroll.config.ImagesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Pictures in files of their own, in folders named by their label. */
final class PictureFolders {
  private static final int FILES_OF_A_TASK = 64;

  private PictureFolders() {}

  static Corpus open(SparkSession spark, ImagesSettings settings, SourceParts parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceFile first = parts.files().get(0);
    Picture sample;
    try {
      sample = PictureFile.read(first, context.hadoopConfiguration());
    } catch (Unusable e) {
      throw new InvalidInput(first.path() + ": " + e.getMessage());
    }
    PictureReader reader =
        new PictureReader(settings, first.path(), sample.height(), sample.width());
    SerializableConfiguration hadoop = new SerializableConfiguration(context.hadoopConfiguration());
    return parts.corpus(
        Corpus.Side.of(Content.Kind.FRAMES),
        ImagesCorpus.target(settings),
        part -> readings(context, part.files(), reader, hadoop));
  }

  private static JavaRDD<Reading> readings(
      JavaSparkContext spark,
      List<SourceFile> files,
      PictureReader reader,
      SerializableConfiguration hadoop) {
    int tasks = (files.size() + FILES_OF_A_TASK - 1) / FILES_OF_A_TASK;
    return spark.parallelize(files, tasks).map(file -> reader.read(file, hadoop.value()));
  }

  /** Reader of files that must have the size of the first. */
  private record PictureReader(ImagesSettings settings, String first, int height, int width)
      implements java.io.Serializable {

    Reading read(SourceFile file, Configuration hadoop) {
      try {
        Picture picture = PictureFile.read(file, hadoop);
        if (picture.height() != height || picture.width() != width) {
          throw new Unusable(
              DropReason.UNREADABLE,
              "must be %s pixels wide and %s high like %s, got %s and %s"
                  .formatted(width, height, first, picture.width(), picture.height()));
        }
        String label = new Path(file.path()).getParent().getName();
        return new Reading.Good(
            file.index(0),
            ImagesCorpus.example(settings, label + "/" + file.name(), picture, label));
      } catch (Unusable e) {
        return file.bad(0, 1, e);
      }
    }
  }
}
