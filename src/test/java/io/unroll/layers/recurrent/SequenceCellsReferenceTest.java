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

  private abstract static class InFloat extends CellLayerProperties {}

  private abstract static class InDouble extends CellLayerProperties {
    @Override
    DataType type() {
      return DataType.DOUBLE;
    }
  }

  @Group
  class NativeLstm extends InFloat {
    @Override
    ReferenceCell reference() {
      return new LstmReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceLstm(inputSize, hidden, 1, Kernels.AUTO);
    }
  }

  @Group
  class PortableLstm extends InDouble {
    @Override
    ReferenceCell reference() {
      return new LstmReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceLstm(inputSize, hidden, 1, Kernels.STOCK);
    }
  }

  @Group
  class NativeResetAfterGru extends InFloat {
    @Override
    ReferenceCell reference() {
      return new GruResetAfterReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceGru(inputSize, hidden, true, Kernels.REQUIRE);
    }
  }

  @Group
  class PortableResetAfterGru extends InDouble {
    @Override
    ReferenceCell reference() {
      return new GruResetAfterReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceGru(inputSize, hidden, true, Kernels.STOCK);
    }
  }

  @Group
  class NativeResetBeforeGru extends InFloat {
    @Override
    ReferenceCell reference() {
      return new GruResetBeforeReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceGru(inputSize, hidden, false, Kernels.REQUIRE);
    }
  }

  @Group
  class PortableResetBeforeGru extends InDouble {
    @Override
    ReferenceCell reference() {
      return new GruResetBeforeReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceGru(inputSize, hidden, false, Kernels.STOCK);
    }
  }

  @Group
  class NativeMinimalGated extends InFloat {
    @Override
    ReferenceCell reference() {
      return new MinimalGatedReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceMinimalGated(inputSize, hidden, Kernels.REQUIRE);
    }
  }

  @Group
  class PortableMinimalGated extends InDouble {
    @Override
    ReferenceCell reference() {
      return new MinimalGatedReference();
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceMinimalGated(inputSize, hidden, Kernels.STOCK);
    }
  }

  @Group
  class NativeTanhRnn extends InFloat {
    @Override
    ReferenceCell reference() {
      return new SimpleRnnReference(Activation.TANH);
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceRnn(inputSize, hidden, false, Kernels.AUTO);
    }
  }

  @Group
  class PortableTanhRnn extends InDouble {
    @Override
    ReferenceCell reference() {
      return new SimpleRnnReference(Activation.TANH);
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceRnn(inputSize, hidden, false, Kernels.STOCK);
    }
  }

  @Group
  class NativeReluRnn extends InFloat {
    @Override
    ReferenceCell reference() {
      return new SimpleRnnReference(Activation.RELU);
    }

    @Override
    Layer layer(int inputSize, int hidden) {
      return new SequenceRnn(inputSize, hidden, true, Kernels.AUTO);
    }
  }
}
