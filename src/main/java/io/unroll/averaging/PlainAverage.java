package io.unroll.averaging;

/** The next round starts from the average (McDonald, Hall &amp; Mann 2010). */
record PlainAverage() implements OuterRule {

  @Override
  public int stateArrays() {
    return 0;
  }

  @Override
  public float[] step(float[] started, double[] mean, float[] state) {
    float[] next = new float[mean.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) mean[i];
    }
    return next;
  }
}
