package io.unroll.layers.reference;

/** An elementwise function and its slope. */
public interface Activation {
  double value(double z);

  double slope(double z);

  Activation TANH =
      new Activation() {
        @Override
        public double value(double z) {
          return Math.tanh(z);
        }

        @Override
        public double slope(double z) {
          return 1 - value(z) * value(z);
        }
      };

  /** Its slope at 0 is 0. */
  Activation RELU =
      new Activation() {
        @Override
        public double value(double z) {
          return Math.max(z, 0);
        }

        @Override
        public double slope(double z) {
          return z > 0 ? 1 : 0;
        }
      };
}
