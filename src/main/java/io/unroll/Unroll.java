package io.unroll;

import io.unroll.config.InvalidInput;
import io.unroll.files.LeaseLost;
import io.unroll.jobs.CompareJob;
import io.unroll.jobs.DecodeJob;
import io.unroll.jobs.DescribeJob;
import io.unroll.jobs.EvaluateJob;
import io.unroll.jobs.Failure;
import io.unroll.jobs.GatesJob;
import io.unroll.jobs.GradientsJob;
import io.unroll.jobs.PrepareJob;
import io.unroll.jobs.RetrainJob;
import io.unroll.jobs.RunJob;
import io.unroll.jobs.StandardOutput;
import io.unroll.jobs.TrainJob;
import io.unroll.layers.backend.NativePlatform;
import io.unroll.runs.BuildInfo;
import io.unroll.training.CheckpointFailed;
import io.unroll.training.TrainingDiverged;
import io.unroll.training.TrainingStopped;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line.
 *
 * <p>Exit status: 0 done, 1 failed, 2 the user's input is wrong, 3 trained but not promoted.
 */
@Command(
    name = "unroll",
    description = "Trains sequence models on Spark and says how good they are.",
    mixinStandardHelpOptions = true,
    versionProvider = Unroll.Version.class,
    subcommands = {
      RunJob.class,
      PrepareJob.class,
      TrainJob.class,
      RetrainJob.class,
      EvaluateJob.class,
      CompareJob.class,
      DecodeJob.class,
      DescribeJob.class,
      GatesJob.class,
      GradientsJob.class
    },
    footer = {
      "",
      "Examples:",
      "  unroll run conf/addition.conf",
      "  unroll run conf/char-language-model.conf --set corpus.path=book.txt --out runs/book",
      "  unroll decode runs/book --prompt \"Once upon\" --length 400 --temperature 0.8",
      "",
      "Exit status: 0 done, 1 failed, 2 wrong input, 3 trained but not promoted."
    })
public final class Unroll implements Runnable {
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  /** Columns of a help text: an example must stay on its line to be copied. */
  private static final int HELP_WIDTH = 100;

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    // Libraries write numbers into names and figures by the language of the machine.
    Locale.setDefault(Locale.ROOT);
    StandardOutput output = StandardOutput.install();
    int status = execute(args);
    Optional<String> unwritten = output.failure();
    unwritten.ifPresent(problem -> System.err.println("unroll: " + problem));
    System.exit(unwritten.isPresent() && status == 0 ? FAILED : status);
  }

  /** Runs one command and returns its status. */
  public static int execute(String... args) {
    NativePlatform.select();
    if (!SLF4JBridgeHandler.isInstalled()) {
      // Libraries that log by the JDK's own means would write to the terminal.
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError e) {
      return failed(e);
    }
  }

  /** Returns the command with all others below it. */
  static CommandLine commandLine() {
    return new CommandLine(new Unroll())
        .registerConverter(LocalDate.class, Unroll::day)
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Unroll::wrongArguments)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("must be a day such as 2026-11-20, got " + text);
    }
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }

  private static int wrongArguments(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    System.err.println("unroll: " + e.getMessage());
    System.err.println("unroll: see " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG_INPUT;
  }

  private static int failed(Throwable e) {
    if (invalidCause(e) instanceof InvalidInput invalid) {
      invalid.problems().forEach(problem -> System.err.println("unroll: " + problem));
      return WRONG_INPUT;
    }
    if (e instanceof TrainingStopped) {
      // It has been said where the process could not end before.
      return FAILED;
    }
    if (e instanceof TrainingDiverged || e instanceof CheckpointFailed || e instanceof LeaseLost) {
      System.err.println("unroll: " + e.getMessage());
      return FAILED;
    }
    Optional<String> known = Failure.line(e);
    if (known.isPresent()) {
      System.err.println("unroll: failed: " + known.get());
      return FAILED;
    }
    LoggerFactory.getLogger(Unroll.class).error("failed", e);
    System.err.println("unroll: failed: " + e);
    return FAILED;
  }

  /** Spark wraps what a task throws. */
  private static Throwable invalidCause(Throwable e) {
    Throwable cause = e;
    while (!(cause instanceof InvalidInput) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"unroll " + BuildInfo.version()};
    }
  }
}
