package io.unroll.training;

import io.unroll.averaging.WorkerState;
import io.unroll.network.RecurrentState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * File of what a worker keeps for itself, in a checkpoint.
 *
 * <p>Counts are ints, names are DataOutput's UTF, values are floats: no Java serialization, which
 * would run anything a file says.
 */
final class WorkerStateFile {

  private WorkerStateFile() {}

  static void write(DataOutputStream out, WorkerState state) throws IOException {
    out.writeInt(state.optimiserSteps());
    write(out, state.optimiserState());
    out.writeInt(state.lanes().layers().size());
    for (Map.Entry<String, Map<String, RecurrentState.Values>> layer :
        state.lanes().layers().entrySet()) {
      out.writeUTF(layer.getKey());
      out.writeInt(layer.getValue().size());
      for (Map.Entry<String, RecurrentState.Values> values : layer.getValue().entrySet()) {
        out.writeUTF(values.getKey());
        out.writeInt(values.getValue().rows());
        out.writeInt(values.getValue().size());
        write(out, values.getValue().data());
      }
    }
  }

  static WorkerState read(DataInputStream in) throws IOException {
    int optimiserSteps = in.readInt();
    float[] optimiserState = floats(in);
    Map<String, Map<String, RecurrentState.Values>> layers = new TreeMap<>();
    for (int layer = in.readInt(); layer > 0; layer--) {
      String name = in.readUTF();
      Map<String, RecurrentState.Values> states = new TreeMap<>();
      for (int state = in.readInt(); state > 0; state--) {
        states.put(in.readUTF(), new RecurrentState.Values(in.readInt(), in.readInt(), floats(in)));
      }
      layers.put(name, states);
    }
    return new WorkerState(new RecurrentState(layers), optimiserState, optimiserSteps);
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    FloatFile.append(out, values);
  }

  private static float[] floats(DataInputStream in) throws IOException {
    return FloatFile.read(in, in.readInt());
  }
}
