package io.unroll.benchmark;

import java.util.Map;

/** Who is measured. */
enum Side {
  OURS("ours", Map.of("OMP_WAIT_POLICY", "PASSIVE")),
  PYTORCH("PyTorch", Map.of()),
  STOCK("stock DL4J", Map.of());

  private final String title;
  private final Map<String, String> environment;

  Side(String title, Map<String, String> environment) {
    this.title = title;
    this.environment = environment;
  }

  /** As people are to read it. */
  String title() {
    return title;
  }

  /** What its process is started with: as its users run it, or what is faster for it. */
  Map<String, String> environment() {
    return environment;
  }

  /** A new network of this side; the calling thread is the one that has to train it. */
  Trainee trainee(ModelShape shape, int threads) {
    return switch (this) {
      case OURS -> new OurTrainee(shape, threads);
      case PYTORCH -> new PyTorchTrainee(shape, threads);
      case STOCK -> new StockTrainee(shape);
    };
  }
}
