package io.unroll.jobs;

import io.unroll.answering.AnswerOptions;
import io.unroll.answering.AnswerTally;
import io.unroll.answering.TableAnswers;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.corpus.storage.SparkPath;
import io.unroll.runs.SparkOpener;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options of {@code decode} that answer a Spark table. */
final class DecodeTable {
  private static final List<String> FORMATS = List.of("parquet", "orc", "json", "csv");

  /**
   * As RFC 4180 has it: a quote within quotes is doubled, a backslash is text, blanks are kept. A
   * record that has not as many fields as the header is refused: Spark would leave some out.
   */
  private static final Map<String, String> CSV =
      Map.of(
          "header", "true",
          "escape", "\"",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          "mode", "FAILFAST");

  /** Stands for a field without quotes and without a letter, which "" is not taken for then. */
  private static final String NO_TEXT = "\0";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = {
        "A table whose rows to answer: a file or folder whose name ends in .parquet, .orc, .json",
        "or .csv (with a header), or a name that Spark's catalog knows"
      })
  Optional<String> table = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of the table that holds inputs")
  Optional<String> column = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for the answered table; its name ends in the format, as above")
  Optional<String> output = Optional.empty();

  @Option(names = "--master", paramLabel = "URL", description = "Spark master for --table")
  Optional<String> master = Optional.empty();

  boolean isGiven() {
    return table.isPresent() || column.isPresent() || output.isPresent();
  }

  void answer(Path folder, Model model, AnswerOptions options) throws IOException {
    if (table.isEmpty() || column.isEmpty() || output.isEmpty()) {
      throw new InvalidInput("--table, --column and --output are needed together");
    }
    if (model.blueprint().carriesState()) {
      throw new InvalidInput("--table is for models that answer; this one is a language model");
    }
    if (options.sampling().isPresent()) {
      throw new InvalidInput(
          "--table searches for the best answers; --temperature, --top-k and --top-p are for"
              + " lines");
    }
    String format = format(output.get()).orElseThrow(() -> noFormat(output.get()));
    Path target = new Path(output.get());
    FileSystem files = target.getFileSystem(HadoopSettings.current());
    if (files.exists(target)) {
      throw new InvalidInput("--output %s: is there already; name another".formatted(target));
    }
    try (SparkOpener.Opened spark = SparkOpener.open(master, "decode " + folder.getParent())) {
      spark.session().sparkContext().setJobDescription("decode " + table.get());
      int threads = model.settings().backend().threads();
      String home = folder.getFileSystem(HadoopSettings.current()).makeQualified(folder).toString();
      AnswerTally tally = AnswerTally.of(spark.session().sparkContext());
      Dataset<Row> answered =
          new TableAnswers(
                  home,
                  options.evaluation(),
                  options.limit(),
                  column.get(),
                  TableAnswers.COLUMNS,
                  threads)
              .answer(read(spark.session()), tally);
      save(answered, format, files, target);
      long rows = reader(spark.session(), format).load(SparkPath.of(target.toString())).count();
      System.err.printf(Locale.ROOT, "unroll: %,d rows in %s%n", rows, target);
      tally.told().ifPresent(told -> System.err.println("unroll: " + told));
    }
  }

  /** Writes the whole table, or nothing. */
  private void save(Dataset<Row> answered, String format, FileSystem files, Path target)
      throws IOException {
    try {
      answered.write().format(format).options(written(format)).save(target.toString());
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      files.delete(target, true);
      Throwable cause = e;
      while (cause.getCause() != null && !isMalformed(cause)) {
        cause = cause.getCause();
      }
      if (isMalformed(cause)) {
        throw new InvalidInput(
            "--table %s: every record must have as many fields as the header; %s"
                .formatted(
                    table.orElseThrow(),
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse("")));
      }
      throw e;
    }
  }

  private static boolean isMalformed(Throwable e) {
    return String.valueOf(e.getMessage()).contains("MALFORMED_RECORD_IN_PARSING");
  }

  private Dataset<Row> read(SparkSession spark) throws IOException {
    String name = table.orElseThrow();
    Optional<String> format = format(name);
    if (format.isEmpty()) {
      if (!spark.catalog().tableExists(name)) {
        throw noFormat(name);
      }
      return spark.table(name);
    }
    Path path = new Path(name);
    if (!path.getFileSystem(HadoopSettings.current()).exists(path)) {
      throw new InvalidInput("--table " + name + ": no such file or folder");
    }
    return reader(spark, format.get()).load(SparkPath.of(name));
  }

  static DataFrameReader reader(SparkSession spark, String format) {
    DataFrameReader reader = spark.read().format(format);
    return format.equals("csv")
        ? reader.options(CSV).option("multiLine", true).option("nullValue", NO_TEXT)
        : reader;
  }

  static Map<String, String> written(String format) {
    return switch (format) {
      case "csv" -> CSV;
      // A column that is null stays a column.
      case "json" -> Map.of("ignoreNullFields", "false");
      default -> Map.of();
    };
  }

  private static Optional<String> format(String name) {
    return FORMATS.stream()
        .filter(format -> name.toLowerCase(Locale.ROOT).endsWith("." + format))
        .findFirst();
  }

  private static InvalidInput noFormat(String name) {
    return new InvalidInput(
        "%s: must end in .parquet, .orc, .json or .csv%s"
            .formatted(name, name.contains("/") ? "" : ", or be a table of Spark's catalog"));
  }
}
