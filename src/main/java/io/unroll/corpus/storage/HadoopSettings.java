package io.unroll.corpus.storage;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.local.RawLocalFs;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Hadoop's settings as Spark has them: those of its XML files and all that stands under {@code
 * spark.hadoop}, such as the keys of an object store.
 *
 * <p>Nobody else makes a {@link Configuration} of nothing: it would know of the XML files alone.
 * Tasks on executors get the driver's, in a {@code SerializableConfiguration}.
 */
public final class HadoopSettings {
  private HadoopSettings() {}

  /** Returns the settings of the Spark that runs in this JVM, or else those it would start with. */
  public static Configuration current() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    return session.isDefined() && !session.get().sparkContext().isStopped()
        ? session.get().sparkContext().hadoopConfiguration()
        : SparkHadoopUtil.get().newConfiguration(withPlainLocalFiles(new SparkConf()));
  }

  /** Returns settings with which local files get no checksum files. */
  public static SparkConf withPlainLocalFiles(SparkConf conf) {
    return conf.setIfMissing("spark.hadoop.fs.file.impl", PlainLocalFileSystem.class.getName())
        .setIfMissing("spark.hadoop.fs.AbstractFileSystem.file.impl", RawLocalFs.class.getName());
  }
}
