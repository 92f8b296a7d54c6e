package io.unroll.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.shards.SequenceBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One side of a measurement in a process of its own: while the other side computes, this one waits
 * for a line on its standard input, so that neither's idle threads take the other's cores.
 *
 * <p>Arguments: {@link Side}, {@link ModelShape} as JSON, threads of a network, networks. Commands,
 * a line each, each answered by a line:
 *
 * <pre>
 *   step N         N training steps                    -> seconds, loss before the last
 *   gradient N     N times forward and backward        -> seconds, loss of the last
 *   run SECONDS    all networks step side by side      -> tokens per second, summed
 *   sgemm          matrix products                     -> floating point operations per second
 *   save FILE      writes the parameters               -> done
 *   load FILE      takes parameters over               -> done
 *   text FILE      from now on, the characters of FILE -> tokens to train on
 *   train SECONDS  trains on the text, window by window -> seconds, steps since its start
 *   evaluate       loss of the text's held-out part    -> nats per token
 * </pre>
 */
public final class Worker {
  /** Prefix of answers; anything else on standard output is noise. */
  static final String ANSWER = "answer ";

  private final ModelShape shape;
  private final int threads;
  private final List<Lane> lanes = new ArrayList<>();

  private @Nullable TextCourse course;

  /** A network and the thread it belongs to: native thread counts and workspaces are per thread. */
  private record Lane(ExecutorService thread, Trainee trainee, SequenceBatch batch) {}

  private Worker(Side side, ModelShape shape, int threads, int networks) throws Exception {
    this.shape = shape;
    this.threads = threads;
    for (int i = 0; i < networks; i++) {
      SequenceBatch batch = shape.randomBatch(Hyperparameters.SEED + i);
      ExecutorService thread = Executors.newSingleThreadExecutor(Worker::daemon);
      Trainee trainee = thread.submit(() -> side.trainee(shape, threads)).get();
      lanes.add(new Lane(thread, trainee, batch));
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lane");
    thread.setDaemon(true);
    return thread;
  }

  /** Serves until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    ModelShape shape = new ObjectMapper().readValue(arguments[1], ModelShape.class);
    Worker worker =
        new Worker(
            Side.valueOf(arguments[0]),
            shape,
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    out.println(ANSWER + "ready");
    worker.serve(out);
    System.exit(0);
  }

  private void serve(PrintStream out) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(ANSWER + answer(line.split(" ", 2)));
    }
  }

  private String answer(String[] command) throws Exception {
    return switch (command[0]) {
      case "step" -> repeat(Integer.parseInt(command[1]), true);
      case "gradient" -> repeat(Integer.parseInt(command[1]), false);
      case "run" -> runAll(Double.parseDouble(command[1]));
      case "sgemm" -> first(() -> String.valueOf(SgemmRate.measure(threads)));
      case "save" -> first(() -> save(Path.of(command[1])));
      case "load" -> first(() -> load(Path.of(command[1])));
      case "text" -> first(() -> open(Path.of(command[1])));
      case "train" -> first(() -> train(Double.parseDouble(command[1])));
      case "evaluate" -> first(() -> String.valueOf(course().evaluate()));
      default -> throw new IOException("unknown command " + command[0]);
    };
  }

  private String save(Path file) throws IOException {
    lanes.get(0).trainee().save(file);
    return "done";
  }

  private String load(Path file) throws IOException {
    lanes.get(0).trainee().load(file);
    return "done";
  }

  private String open(Path file) throws IOException {
    CharacterText text = CharacterText.read(file);
    course = new TextCourse(lanes.get(0).trainee(), text, shape);
    return String.valueOf(text.ids().length);
  }

  private String train(double seconds) {
    return course().train(seconds) + " " + course().steps();
  }

  private TextCourse course() {
    return Objects.requireNonNull(course, "text FILE comes first");
  }

  private String first(Callable<String> task) throws Exception {
    return lanes.get(0).thread().submit(task).get();
  }

  private String repeat(int count, boolean update) throws Exception {
    Lane lane = lanes.get(0);
    return first(
        () -> {
          double loss = Double.NaN;
          long start = System.nanoTime();
          for (int i = 0; i < count; i++) {
            loss =
                update ? lane.trainee().step(lane.batch()) : lane.trainee().gradient(lane.batch());
          }
          return String.format(Locale.ROOT, "%.9f %.6f", (System.nanoTime() - start) / 1e9, loss);
        });
  }

  private String runAll(double seconds) throws Exception {
    List<Future<Double>> rates = new ArrayList<>();
    for (Lane lane : lanes) {
      rates.add(lane.thread().submit(() -> stepsPerSecond(lane, seconds)));
    }
    double sum = 0;
    for (Future<Double> rate : rates) {
      sum += rate.get();
    }
    return String.valueOf(sum * shape.tokens());
  }

  private static double stepsPerSecond(Lane lane, double seconds) {
    long start = System.nanoTime();
    int steps = 0;
    double elapsed = 0;
    while (elapsed < seconds) {
      double loss = lane.trainee().step(lane.batch());
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("the loss must stay finite, got " + loss);
      }
      steps++;
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    return steps / elapsed;
  }
}
