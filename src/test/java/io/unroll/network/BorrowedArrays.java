package io.unroll.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Wrapper of a network's vertices that enforces the rule that no array outlives its call: each gets
 * copies of its inputs, which turn into NaN when it has read them, as does its own output when it
 * has been copied for its readers, and what it handed back when that has been copied.
 */
final class BorrowedArrays {
  private final GraphVertex vertex;
  private final List<INDArray> lent = new ArrayList<>();

  private BorrowedArrays(GraphVertex vertex) {
    this.vertex = vertex;
  }

  /**
   * From now on, all vertices of ours but the output, of which DL4J asks that it is none else's.
   */
  static void enforce(ComputationGraph network) {
    GraphVertex[] vertices = network.getVertices();
    for (int i = 0; i < vertices.length; i++) {
      if (isOurs(vertices[i]) && !vertices[i].isOutputVertex()) {
        BorrowedArrays borrowed = new BorrowedArrays(vertices[i]);
        vertices[i] =
            (GraphVertex)
                Proxy.newProxyInstance(
                    BorrowedArrays.class.getClassLoader(),
                    new Class<?>[] {GraphVertex.class},
                    (proxy, method, arguments) -> borrowed.call(method, arguments));
      }
    }
  }

  private static boolean isOurs(GraphVertex vertex) {
    Object owner = vertex.hasLayer() ? vertex.getLayer() : vertex;
    return owner.getClass().getName().startsWith("io.unroll.");
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("setInput")) {
      arguments[1] = copy((INDArray) arguments[1]);
      lent.add((INDArray) arguments[1]);
    }
    Object result = invoke(method, arguments);
    if (method.getName().equals("doForward")) {
      INDArray output = copy((INDArray) result);
      lent.add((INDArray) result);
      spoil();
      return output;
    }
    if (method.getName().equals("doBackward")) {
      return backward(result);
    }
    return result;
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(vertex, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private Pair<Gradient, INDArray[]> backward(Object result) {
    Pair<Gradient, INDArray[]> handed = (Pair<Gradient, INDArray[]>) result;
    INDArray[] copies = handed.getSecond().clone();
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] != null) {
        lent.add(copies[i]);
        copies[i] = copy(copies[i]);
      }
    }
    lent.add(vertex.getEpsilon());
    spoil();
    return new Pair<>(handed.getFirst(), copies);
  }

  private void spoil() {
    lent.forEach(array -> array.assign(Double.NaN));
    lent.clear();
  }

  /** In the same order of memory: only then are arrays read where they lie. */
  private static INDArray copy(INDArray array) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return array.rank() == 3 ? array.permute(2, 0, 1).dup('c').permute(1, 2, 0) : array.dup();
    }
  }
}
