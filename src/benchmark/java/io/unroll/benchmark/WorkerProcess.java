package io.unroll.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} seen from the process that measures. */
final class WorkerProcess implements AutoCloseable {
  /**
   * Behaviour of waiting OpenMP threads, the same for every side: sleep, as {@code ./unroll} lets
   * them, unless the environment says ACTIVE or DEFAULT. Where anything else runs, threads that
   * spin cost each side most of its speed.
   */
  static final String WAIT_POLICY =
      Objects.requireNonNullElse(System.getenv("OMP_WAIT_POLICY"), "PASSIVE");

  private static final int SECONDS_TO_END = 10;

  private final Side side;
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;

  /** Time that something took on the worker, and the loss it ended with, in nats per token. */
  record Timing(double seconds, double loss) {}

  /** Duration of training, and the steps taken since the start of the text. */
  record Stretch(double seconds, int steps) {}

  private WorkerProcess(Side side, Process process) {
    this.side = side;
    this.process = process;
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
  }

  /**
   * Starts a worker with the options of this JVM and waits until its networks are built.
   *
   * @param threads of each network
   * @param networks side by side in the process
   */
  static WorkerProcess start(Side side, ModelShape shape, int threads, int networks) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Worker.class.getName(), side.name(), json(shape)));
    command.addAll(List.of(Integer.toString(threads), Integer.toString(networks)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    if (WAIT_POLICY.equals("DEFAULT")) {
      builder.environment().remove("OMP_WAIT_POLICY");
    } else {
      builder.environment().put("OMP_WAIT_POLICY", WAIT_POLICY);
    }
    try {
      WorkerProcess worker = new WorkerProcess(side, builder.start());
      worker.answer();
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(ModelShape shape) {
    try {
      return new ObjectMapper().writeValueAsString(shape);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  Side side() {
    return side;
  }

  /** Takes this many training steps. */
  Timing step(int count) {
    return timing("step " + count);
  }

  /** Computes this many gradients. */
  Timing gradient(int count) {
    return timing("gradient " + count);
  }

  /** Rate of large matrix products, in floating point operations per second. */
  double sgemm() {
    return Double.parseDouble(ask("sgemm"));
  }

  /** Lets all networks step for this long; what they did is read by {@link #tokensPerSecond}. */
  void startRun(double seconds) {
    commands.println(String.format(Locale.ROOT, "run %.3f", seconds));
  }

  double tokensPerSecond() {
    return Double.parseDouble(answer());
  }

  /** Lets this worker's network start where the other's, which is one of ours, starts. */
  void startLike(WorkerProcess other) throws IOException {
    Path parameters = Files.createTempFile("parameters", ".bin");
    try {
      other.ask("save " + parameters);
      ask("load " + parameters);
    } finally {
      Files.delete(parameters);
    }
  }

  /** Opens the text that {@link #train} and {@link #evaluate} go through. */
  void text(Path file) {
    ask("text " + file.toAbsolutePath());
  }

  /** Trains on the text for this long, or a little longer. */
  Stretch train(double seconds) {
    String[] words = ask(String.format(Locale.ROOT, "train %.3f", seconds)).split(" ", -1);
    return new Stretch(Double.parseDouble(words[0]), Integer.parseInt(words[1]));
  }

  /** Loss of the text's held-out part in nats per token. */
  double evaluate() {
    return Double.parseDouble(ask("evaluate"));
  }

  private Timing timing(String command) {
    String[] words = ask(command).split(" ", -1);
    return new Timing(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  private String ask(String command) {
    commands.println(command);
    return answer();
  }

  private String answer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Worker.ANSWER)) {
          return line.substring(Worker.ANSWER.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(
        "the worker of " + side.title() + " ended; its error stands above");
  }

  /** Ends the process; one that does not end by itself is killed. */
  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
