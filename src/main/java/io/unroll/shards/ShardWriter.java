package io.unroll.shards;

import io.unroll.corpus.example.Split;
import io.unroll.files.ExclusiveFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writer of the batches of a split as Parquet files whose names and bytes are always the same. */
record ShardWriter(SparkSession spark, ShardFolder folder, int files) {
  /** Small enough that writers never have to share the heap, which would change the file. */
  private static final int ROW_GROUP_BYTES = 16 << 20;

  void write(Split split, PlacedBatches placed) throws IOException {
    JavaRDD<InternalRow> rows = placed.inFiles(RankCut.of(placed.count(), files)).map(BatchRow::of);
    SparkSession own = spark.newSession();
    // Lists of plain numbers instead of lists of groups of one number: half the time of writing.
    own.conf().set("spark.sql.parquet.writeLegacyFormat", "true");
    own.internalCreateDataFrame(rows.rdd(), BatchRow.SCHEMA, false)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "snappy")
        .option("parquet.block.size", ROW_GROUP_BYTES)
        // A column chunk lists its encodings in the order of a hash set of enums, which differs
        // from one JVM to the next. Version 2 pages without dictionaries have only one.
        .option("parquet.writer.version", "v2")
        .option("parquet.enable.dictionary", "false")
        .parquet(folder.split(split).toString());
    rename(folder.split(split));
  }

  // Spark puts a random job id into the names.
  private void rename(Path path) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus status : folder.system().listStatus(path)) {
      if (status.getPath().getName().startsWith("part-")) {
        parts.add(status.getPath());
      } else if (!folder.system().delete(status.getPath(), true)) {
        throw new IOException("cannot delete " + status.getPath());
      }
    }
    parts.sort(Comparator.comparing(Path::getName));
    for (int file = 0; file < parts.size(); file++) {
      Path name = new Path(path, String.format(Locale.ROOT, "shard-%05d.parquet", file));
      ExclusiveFile.move(folder.system(), parts.get(file), name);
    }
  }
}
