package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.reference.Activation;
import io.unroll.layers.reference.GruResetAfterReference;
import io.unroll.layers.reference.GruResetBeforeReference;
import io.unroll.layers.reference.LstmReference;
import io.unroll.layers.reference.MinimalGatedReference;
import io.unroll.layers.reference.ReferenceCell;
import io.unroll.layers.reference.SimpleRnnReference;
import net.jqwik.api.Group;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;

/** Our recurrent layers against the equations: native kernels in float, portable in double. */
class SequenceCellsReferenceTest {

  /** Configuration of a layer by the sizes of its input and its state. */
  private interface Configuration {
    Layer of(int inputSize, int hidden);
  }

  private abstract static class Compared extends CellLayerProperties {
    private final ReferenceCell reference;
    private final DataType type;
    private final Configuration layer;

    Compared(ReferenceCell reference, DataType type, Configuration layer) {
      this.reference = reference;
      this.type = type;
      this.layer = layer;
    }

    @Override
    ReferenceCell reference() {
      return reference;
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return layer.of(inputSize, hidden);
    }

    @Override
    DataType type() {
      return type;
    }
  }

  @Group
  class NativeLstm extends Compared {
    NativeLstm() {
      super(
          new LstmReference(),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceLstm(inputSize, hidden, 1, Kernels.AUTO));
    }
  }

  @Group
  class PortableLstm extends Compared {
    PortableLstm() {
      super(
          new LstmReference(),
          DataType.DOUBLE,
          (inputSize, hidden) -> new SequenceLstm(inputSize, hidden, 1, Kernels.STOCK));
    }
  }

  @Group
  class NativeResetAfterGru extends Compared {
    NativeResetAfterGru() {
      super(
          new GruResetAfterReference(),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceGru(inputSize, hidden, true, Kernels.REQUIRE));
    }
  }

  @Group
  class PortableResetAfterGru extends Compared {
    PortableResetAfterGru() {
      super(
          new GruResetAfterReference(),
          DataType.DOUBLE,
          (inputSize, hidden) -> new SequenceGru(inputSize, hidden, true, Kernels.STOCK));
    }
  }

  @Group
  class NativeResetBeforeGru extends Compared {
    NativeResetBeforeGru() {
      super(
          new GruResetBeforeReference(),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceGru(inputSize, hidden, false, Kernels.REQUIRE));
    }
  }

  @Group
  class PortableResetBeforeGru extends Compared {
    PortableResetBeforeGru() {
      super(
          new GruResetBeforeReference(),
          DataType.DOUBLE,
          (inputSize, hidden) -> new SequenceGru(inputSize, hidden, false, Kernels.STOCK));
    }
  }

  @Group
  class NativeMinimalGated extends Compared {
    NativeMinimalGated() {
      super(
          new MinimalGatedReference(),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceMinimalGated(inputSize, hidden, Kernels.REQUIRE));
    }
  }

  @Group
  class PortableMinimalGated extends Compared {
    PortableMinimalGated() {
      super(
          new MinimalGatedReference(),
          DataType.DOUBLE,
          (inputSize, hidden) -> new SequenceMinimalGated(inputSize, hidden, Kernels.STOCK));
    }
  }

  @Group
  class NativeTanhRnn extends Compared {
    NativeTanhRnn() {
      super(
          new SimpleRnnReference(Activation.TANH),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceRnn(inputSize, hidden, false, Kernels.AUTO));
    }
  }

  @Group
  class PortableTanhRnn extends Compared {
    PortableTanhRnn() {
      super(
          new SimpleRnnReference(Activation.TANH),
          DataType.DOUBLE,
          (inputSize, hidden) -> new SequenceRnn(inputSize, hidden, false, Kernels.STOCK));
    }
  }

  @Group
  class NativeReluRnn extends Compared {
    NativeReluRnn() {
      super(
          new SimpleRnnReference(Activation.RELU),
          DataType.FLOAT,
          (inputSize, hidden) -> new SequenceRnn(inputSize, hidden, true, Kernels.AUTO));
    }
  }
}
