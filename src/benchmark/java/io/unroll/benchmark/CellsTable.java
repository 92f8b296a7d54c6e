package io.unroll.benchmark;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The figures of {@code cells} as plain text. */
final class CellsTable {
  private static final String STEPS_HEAD =
      """
                                            ours             PyTorch     stock   ours faster than   share
      configuration                tokens/s   median    min   median    min  median   PyTorch  stock of sgemm
      """;
  private static final String GRADIENTS_HEAD =
      """
      configuration                    ours  PyTorch  ours faster
      """;
  private static final String WORKERS_HEAD =
      """
                                          ours            PyTorch      two of ours faster
      configuration                    two     one      two     one  than two of PyTorch
      """;

  private final List<CellResult> results;
  private final int threads;
  private final int repetitions;

  CellsTable(List<CellResult> results, int threads, int repetitions) {
    this.results = results;
    this.threads = threads;
    this.repetitions = repetitions;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%nWhole training steps, milliseconds; %s, medians of %d rounds%n%s",
        threads(),
        repetitions,
        STEPS_HEAD);
    results.forEach(result -> out.println(steps(result)));
    out.printf("%nForward and backward alone, milliseconds%n%s", GRADIENTS_HEAD);
    results.forEach(result -> out.println(gradients(result)));
    out.printf(
        "%nTwo workers of 1 thread side by side, and one of %s, tokens/s%n%s",
        threads(), WORKERS_HEAD);
    results.forEach(result -> out.println(workers(result)));
    out.flush();
  }

  private String threads() {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  private static String steps(CellResult row) {
    String stock = row.stock().map(times -> number("%7.0f", times.median())).orElse("      -");
    String ratio = row.stock().map(times -> number("%5.1fx", times.ratio())).orElse("     -");
    return number(
        "%-27s %9.0f %8.1f %6.0f %8.1f %6.0f %s %8.2fx %s %7.0f%%",
        row.shape().name(),
        row.tokensPerSecond(),
        row.ours().median(),
        row.ours().fastest(),
        row.pytorch().median(),
        row.pytorch().fastest(),
        stock,
        row.ratioToPytorch(),
        ratio,
        100 * row.shareOfSgemm());
  }

  private static String gradients(CellResult row) {
    return number(
        "%-27s %9.1f %8.1f %11.2fx",
        row.shape().name(),
        row.ours().gradient(),
        row.pytorch().gradient(),
        row.gradientRatioToPytorch());
  }

  private static String workers(CellResult row) {
    TwoWorkers two = row.twoWorkers();
    return number(
        "%-27s %7.0f %7.0f %8.0f %7.0f %19.2fx",
        row.shape().name(),
        two.ours(),
        two.oursAsOne(),
        two.pytorch(),
        two.pytorchAsOne(),
        two.ours() / two.pytorch());
  }

  private static String number(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
