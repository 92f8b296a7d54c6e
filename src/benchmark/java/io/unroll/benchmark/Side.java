package io.unroll.benchmark;

/** Contestant that is measured. */
enum Side {
  OURS("ours"),
  PYTORCH("PyTorch"),
  STOCK("stock DL4J");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  /** As people are to read it. */
  String title() {
    return title;
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
