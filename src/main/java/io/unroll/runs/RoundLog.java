package io.unroll.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.averaging.RoundCost;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Json;
import io.unroll.files.JsonFile;
import io.unroll.training.EpochSummary;
import io.unroll.training.RoundSummary;
import io.unroll.training.TrainingProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code training.jsonl}: one JSON object for every round.
 *
 * <p>Rounds that a crash undid are taken out when training goes on from before them. Where a file
 * system cannot append, lines are written at the end of every epoch.
 */
final class RoundLog implements TrainingProgress, AutoCloseable {
  static final String FILE = "training.jsonl";

  private final RunFolder folder;
  private final FileSystem files;
  private final StringBuilder pending = new StringBuilder();
  private Optional<OutputStream> out = Optional.empty();
  private boolean appends = true;
  private boolean begun;

  RoundLog(RunFolder folder) throws IOException {
    this.folder = folder;
    FileSystem any = folder.root().getFileSystem(folder.hadoop());
    // The one with checksums cannot append.
    this.files = any instanceof LocalFileSystem local ? local.getRawFileSystem() : any;
  }

  @Override
  public void resumed(int completedEpochs, int completedRounds) {
    close();
    StringBuilder kept = new StringBuilder();
    try {
      for (String line : lines()) {
        JsonNode round = parsed(path(), line);
        int epoch = round.path("epoch").asInt();
        if (epoch <= completedEpochs
            || (epoch == completedEpochs + 1 && round.path("round").asInt() <= completedRounds)) {
          kept.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begin(kept.toString());
  }

  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {
    if (!begun) {
      begin("");
    }
  }

  @Override
  public void roundFinished(RoundSummary round) {
    pending.append(line(round)).append('\n');
    if (appends) {
      flush();
    }
  }

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {
    flush();
  }

  private static String line(RoundSummary round) {
    ObjectNode line = Json.PLAIN.createObjectNode();
    line.put("epoch", round.epoch());
    line.put("round", round.round());
    line.put("iteration", round.iteration());
    line.put("nats", round.nats());
    line.put("tokens", round.tokens());
    line.set("workerNats", Json.PLAIN.valueToTree(round.workerNats()));
    line.put("gradientNorm", round.largestGradientNorm());
    RoundCost cost = round.cost();
    line.putObject("seconds")
        .put("round", cost.seconds())
        .put("fit", cost.fitSeconds())
        .put("gather", cost.gatherSeconds())
        .put("reduce", cost.reduceSeconds())
        .put("other", cost.otherSeconds());
    line.putObject("bytesPerWorker").put("in", cost.bytesIn()).put("out", cost.bytesOut());
    line.set("skipped", Json.PLAIN.valueToTree(round.skipped()));
    line.set("layers", Json.PLAIN.valueToTree(round.layers()));
    return line.toString();
  }

  private Path path() {
    return folder.path(FILE);
  }

  private List<String> lines() throws IOException {
    return lines(files, path());
  }

  /** Returns the lines of a log; none of one that is not there. */
  static List<String> lines(FileSystem files, Path path) throws IOException {
    if (!ExclusiveFile.exists(files, path)) {
      return List.of();
    }
    String text = new String(ExclusiveFile.read(files, path), StandardCharsets.UTF_8);
    // A line without its end was cut off by a crash.
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Returns a round of a log. */
  static JsonNode parsed(Path path, String line) {
    try {
      return Json.PLAIN.readTree(line);
    } catch (JsonProcessingException e) {
      throw JsonFile.damaged(path, e.getOriginalMessage(), "delete it: nothing else needs it");
    }
  }

  private void begin(String content) {
    begun = true;
    try {
      replace(content);
      out = Optional.of(files.append(path()));
    } catch (UnsupportedOperationException e) {
      appends = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(String content) throws IOException {
    folder.fence().check();
    ExclusiveFile.replace(files, folder.hadoop(), path(), content.getBytes(StandardCharsets.UTF_8));
  }

  private void flush() {
    if (pending.length() == 0) {
      return;
    }
    try {
      if (appends) {
        OutputStream stream = out.orElseThrow();
        stream.write(pending.toString().getBytes(StandardCharsets.UTF_8));
        stream.flush();
      } else {
        StringBuilder all = new StringBuilder();
        lines().forEach(line -> all.append(line).append('\n'));
        replace(all.append(pending).toString());
      }
      pending.setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      flush();
      if (out.isPresent()) {
        out.get().close();
      }
      out = Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
